import { spawn } from "node:child_process";
import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import {
  freePort,
  isListening,
  nodeExecutable,
  openMachine,
  type MachineOptions,
  type TestMachine,
  type UnitOptions,
} from "@paddock/test-fixtures";
import { thisMachine, type Machine } from "../adapters/owners/machine.ts";
import { MANAGED_OWNERS } from "../adapters/owners/managed-owners.ts";
import { processOwner, serviceLogFile } from "../adapters/owners/process-owner.ts";
import { serviceOwner } from "../adapters/owners/service-owner.ts";
import { DEFAULT_ENDPOINT, type Endpoint } from "../hosts/endpoint.ts";
import type { Owner } from "../service/owner.ts";
import type { OwnerChoice } from "../service/owner-choice.ts";
import type { ServiceOwner } from "../service/service-owner.port.ts";
import { until } from "./contracts/until.ts";

const UNIT = "ollama.service";
const CONTAINER = "ollama";

/** Ways to run a service that can be run for real on this machine. */
export type WorldKind = "paddock" | "systemd" | "user-unit" | "container" | "custom" | "terminal";

/** A machine on which a service can be run at one port, in one way. */
export type OwnerWorld = {
  readonly endpoint: Endpoint;
  readonly port: number;
  /** Paddock's own folder. */
  readonly folder: string;
  readonly stage: TestMachine;
  /** What the person has chosen to run the service. */
  readonly choice?: OwnerChoice;
  /** An owner of the service. A second one is like the owner after a reload. */
  open(): ServiceOwner;
  /** Starts the service as its kind is started, and not by Paddock unless it is Paddock's. */
  run(environment?: Readonly<Record<string, string>>): Promise<void>;
  untilUp(): Promise<void>;
  untilDown(): Promise<void>;
  /** Until its supervisor runs another process than this one, and that listens. */
  untilBack(pid: number): Promise<void>;
  /** Another Paddock starts the service, and is killed before it has remembered its process. */
  startAndBeKilled(): Promise<void>;
  /** Renames the log, as each start does with that of the start before. */
  rotateLog(): Promise<void>;
  close(): Promise<void>;
};

/**
 * A stand-in systemd or engine keeps a real process; which control group that is in, is said in its place. `variables` are
 * those of the service, in each of the worlds.
 */
export async function openOwnerWorld(
  kind: WorldKind,
  unit: Partial<UnitOptions> = {},
  variables: Readonly<Record<string, string>> = {},
): Promise<OwnerWorld> {
  const port = await freePort();
  const folder = await mkdtemp(path.join(tmpdir(), "paddock-"));
  const environment = { OLLAMA_HOST: `127.0.0.1:${port}`, ...variables };
  const stage = await openMachine(servicesOf(kind, { environment, port, unit }));
  const endpoint = { ...DEFAULT_ENDPOINT, hostname: "127.0.0.1", port };
  const machine = withGroups(thisMachine(stage.environment), stage, kind);
  const logger = { info() {}, warn() {} };
  const chosen = () => ({ executable: stage.ollama, environment: variables });
  const choice = kind === "custom" ? await scripts(folder, stage.ollama, environment) : undefined;
  const open = (): ServiceOwner =>
    serviceOwner({
      endpoint,
      machine,
      own: processOwner({ endpoint, folder, chosen, logger }),
      managed: MANAGED_OWNERS,
      commandLog: path.join(folder, "command.log"),
      ...(choice && { choice }),
      prefersOwn: () => false,
    });
  const untilUp = (): Promise<void> => until(() => isListening(port), "the service listens");
  return {
    endpoint,
    port,
    folder,
    stage,
    ...(choice && { choice }),
    open,
    untilUp,
    untilDown: () => until(async () => !(await isListening(port)), "the service has ended"),
    async run(more = {}) {
      const env = { ...stage.environment, ...environment, ...more };
      switch (kind) {
        case "paddock":
        case "custom":
          await open().start({ kind: "looking" });
          break;
        case "systemd":
        case "user-unit":
          stage.process("units", UNIT).start();
          break;
        case "container":
          stage.process("containers", CONTAINER).start();
          break;
        case "terminal":
          spawn("/bin/sh", ["-c", '"$0" serve & wait', stage.ollama], { env, stdio: "ignore" });
      }
      await untilUp();
    },
    async untilBack(pid) {
      await until(() => ![0, pid].includes(stage.pid("units", UNIT)), "its supervisor has started it again");
      await untilUp();
    },
    rotateLog: () => rename(serviceLogFile(folder, endpoint), `${serviceLogFile(folder, endpoint)}.1`),
    async startAndBeKilled() {
      const script = KILLED_WHILE_STARTING.replace("OPTIONS", JSON.stringify({ endpoint, folder }));
      const argv = ["--input-type=module", "-e", script, stage.ollama];
      const host = spawn(nodeExecutable(), argv, { stdio: ["ignore", "inherit", "inherit"] });
      await until(() => host.signalCode === "SIGKILL", "the other Paddock was killed");
      await untilUp();
    },
    async close() {
      const ours = await open().recognise({ kind: "looking" });
      if (ours.kind === "paddock") await open().stop(ours);
      await stage.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const module = new URL("../adapters/owners/process-owner.ts", import.meta.url).href;

const KILLED_WHILE_STARTING = `
  import { processOwner } from ${JSON.stringify(module)};
  const owner = processOwner({
    ...OPTIONS,
    chosen: () => ({ executable: process.argv[1], environment: {} }),
    logger: console,
    ownProcess: {
      read: async () => undefined,
      write: async () => void process.kill(process.pid, "SIGKILL"),
      forget: async () => {},
    },
  });
  await owner.start({ kind: "paddock" });`;

/** The tests themselves may run in a service of systemd; the processes of a world do not. */
const withGroups = (machine: Machine, stage: TestMachine, kind: WorldKind): Machine => ({
  ...machine,
  async read(file) {
    const [, pid] = /^\/proc\/(\d+)\/cgroup$/.exec(file) ?? [];
    if (pid === undefined) return machine.read(file);
    const group = Number(pid) === pidIn(stage, kind) ? groupOf(kind, machine) : undefined;
    return `0::${group ?? "/user.slice/user-1000.slice/session-1.scope"}\n`;
  },
});

/** The process that a stand-in keeps; 0 for other kinds. */
function pidIn(stage: TestMachine, kind: WorldKind): number {
  if (kind === "container") return stage.pid("containers", CONTAINER);
  return kind === "systemd" || kind === "user-unit" ? stage.pid("units", UNIT) : 0;
}

function groupOf(kind: WorldKind, { uid = 0 }: Machine): string {
  if (kind === "container") return "/system.slice/docker-58574f0f1a2d.scope";
  return kind === "systemd"
    ? `/system.slice/${UNIT}`
    : `/user.slice/user-${uid}.slice/user@${uid}.service/app.slice/${UNIT}`;
}

type Running = {
  readonly environment: Readonly<Record<string, string>>;
  readonly port: number;
  readonly unit: Partial<UnitOptions>;
};

/** The unit or the container of a world, if it has one. */
function servicesOf(kind: WorldKind, { environment, port, unit }: Running): MachineOptions {
  const ports = [{ host: port, container: 11434 }];
  switch (kind) {
    case "systemd":
      return { units: [{ name: UNIT, environment, ...unit }] };
    case "user-unit":
      return { units: [{ name: UNIT, scope: "user", environment, ...unit }] };
    case "container":
      return { containers: [{ engine: "docker", name: CONTAINER, environment, ports }] };
    case "paddock":
    case "custom":
    case "terminal":
      return {};
  }
}

/** Two scripts of a person, of which one starts a program in the background and the other ends it. */
async function scripts(
  folder: string,
  ollama: string,
  environment: Running["environment"],
): Promise<Extract<OwnerChoice, { kind: "custom" }>> {
  const script = async (name: string, ...lines: readonly string[]): Promise<readonly [string]> => {
    const file = path.join(folder, name);
    await writeFile(file, ["#!/bin/sh", ...lines, ""].join("\n"), { mode: 0o755 });
    return [file];
  };
  const pid = path.join(folder, "pid");
  const variables = Object.entries(environment).map(([name, value]) => `export ${name}='${value}'`);
  return {
    kind: "custom",
    name: "scripts",
    start: await script("start", ...variables, `'${ollama}' serve & echo $! >'${pid}'`),
    stop: await script("stop", `read pid <'${pid}'; kill "$pid"`),
  };
}

/** Who runs the service now, as the machine of the service finds out. */
export async function ownerNow(owner: ServiceOwner, last: Owner = { kind: "looking" }): Promise<Owner> {
  const known = await owner.recognise(last);
  return known.kind === "looking" ? owner.detect() : known;
}
