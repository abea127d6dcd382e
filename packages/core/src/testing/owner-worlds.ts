import { spawn } from "node:child_process";
import { mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import {
  freePort,
  isListening,
  nodeExecutable,
  openMachine,
  type TestMachine,
  type UnitOptions,
} from "@paddock/test-fixtures";
import { thisMachine, type Machine } from "../adapters/owners/machine.ts";
import { MANAGED_OWNERS } from "../adapters/owners/managed-owners.ts";
import { processOwner, serviceLogFile } from "../adapters/owners/process-owner.ts";
import { serviceOwner } from "../adapters/owners/service-owner.ts";
import { DEFAULT_ENDPOINT } from "../hosts/endpoint.ts";
import type { Owner } from "../service/owner.ts";
import type { ServiceOwner } from "../service/service-owner.port.ts";
import { until } from "./contracts/until.ts";

const UNIT = "ollama.service";

/** Ways to run a service that can be run for real on this machine. */
export type WorldKind = "paddock" | "systemd" | "terminal";

/** A machine on which a service can be run at one port, in one way. */
export type OwnerWorld = {
  readonly port: number;
  readonly stage: TestMachine;
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

/** A stand-in systemd keeps a real process; which control group that is in, is said in its place. */
export async function openOwnerWorld(kind: WorldKind, unit: Partial<UnitOptions> = {}): Promise<OwnerWorld> {
  const port = await freePort();
  const folder = await mkdtemp(path.join(tmpdir(), "paddock-"));
  const environment = { OLLAMA_HOST: `127.0.0.1:${port}` };
  const units = kind === "systemd" ? [{ name: UNIT, environment, ...unit }] : [];
  const stage = await openMachine({ units });
  const endpoint = { ...DEFAULT_ENDPOINT, hostname: "127.0.0.1", port };
  const machine = withGroups(thisMachine(stage.environment), stage, units.length > 0);
  const logger = { info() {}, warn() {} };
  const chosen = () => ({ executable: stage.ollama, environment: {} });
  const open = (): ServiceOwner =>
    serviceOwner({
      endpoint,
      machine,
      own: processOwner({ endpoint, folder, chosen, logger }),
      managed: MANAGED_OWNERS,
      commandLog: "/nowhere/command.log",
      prefersOwn: () => false,
    });
  const untilUp = (): Promise<void> => until(() => isListening(port), "the service listens");
  return {
    port,
    stage,
    open,
    untilUp,
    untilDown: () => until(async () => !(await isListening(port)), "the service has ended"),
    async run(more = {}) {
      const env = { ...stage.environment, ...environment, ...more };
      if (kind === "paddock") await open().start({ kind: "looking" });
      if (kind === "systemd") stage.process("units", UNIT).start();
      if (kind === "terminal")
        spawn("/bin/sh", ["-c", '"$0" serve & wait', stage.ollama], { env, stdio: "ignore" });
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

/** Whoever runs these tests may be in a service of systemd: the processes of a world are not. */
const withGroups = (machine: Machine, stage: TestMachine, hasUnit: boolean): Machine => ({
  ...machine,
  async read(file) {
    const [, pid] = /^\/proc\/(\d+)\/cgroup$/.exec(file) ?? [];
    if (pid === undefined) return machine.read(file);
    const isOfUnit = hasUnit && Number(pid) === stage.pid("units", UNIT);
    return `0::${isOfUnit ? `/system.slice/${UNIT}` : "/user.slice/user-1000.slice/session-1.scope"}\n`;
  },
});

/** Who runs the service now, as the machine of the service finds out. */
export async function ownerNow(owner: ServiceOwner, last: Owner = { kind: "looking" }): Promise<Owner> {
  const known = await owner.recognise(last);
  return known.kind === "looking" ? owner.detect() : known;
}
