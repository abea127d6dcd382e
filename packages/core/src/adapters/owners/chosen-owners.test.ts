import { appendFile, mkdtemp, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { freePort, isListening, openMachine, type MachineOptions } from "@paddock/test-fixtures";
import { afterEach, describe, expect, it } from "vitest";
import { DEFAULT_ENDPOINT, type Endpoint } from "../../hosts/endpoint.ts";
import type { Owner } from "../../service/owner.ts";
import { ownerChoice } from "../../service/owner-choice.ts";
import type { ServiceOwner } from "../../service/service-owner.port.ts";
import { toFailure } from "../../shared/failure.ts";
import { FakeServiceLog } from "../../testing/fake-service-log.ts";
import { FakeOllama, FakeOwner } from "../../testing/index.ts";
import { until } from "../../testing/contracts/index.ts";
import { managersFor } from "./chosen-owner.ts";
import { thisMachine, type Machine } from "./machine.ts";
import { MANAGED_OWNERS } from "./managed-owners.ts";
import { ownerLog } from "./owner-log.ts";
import { serviceOwner } from "./service-owner.ts";

const LOOKING: Owner = { kind: "looking" };
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function openWith(options: MachineOptions) {
  const machine = await openMachine(options);
  closers.push(() => machine.close());
  return machine;
}

async function tempFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "paddock-"));
  closers.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

type Owned = {
  readonly machine: Pick<Machine, "environment">;
  readonly port: number;
  readonly choice?: unknown;
  readonly isRemote?: boolean;
  readonly commandLog?: string;
};

/** A stand-in engine keeps a real process; that it is in a container is said in its place. */
const withContainers = (machine: Machine): Machine => ({
  ...machine,
  read: async (file) =>
    file.endsWith("/cgroup") ? "0::/system.slice/docker-58574f0f1a2d.scope\n" : machine.read(file),
});

/** The owner of a service at this port, as after a start of VS Code. */
function owned({
  machine,
  port,
  choice,
  isRemote = false,
  commandLog = "/nowhere/command.log",
}: Owned): ServiceOwner {
  const parsed = ownerChoice(choice);
  if (parsed.kind === "wrong") throw new Error(JSON.stringify(parsed));
  const endpoint: Endpoint = { ...DEFAULT_ENDPOINT, hostname: "127.0.0.1", port };
  return serviceOwner({
    endpoint,
    machine: withContainers(thisMachine(machine.environment)),
    own: new FakeOwner(new FakeOllama()),
    managed: isRemote ? [] : MANAGED_OWNERS,
    commandLog,
    prefersOwn: () => false,
    ...(parsed.kind === "chosen" && { choice: parsed.choice }),
  });
}

/** The log of a service that the chosen commands run. */
function logOf({ machine, commandLog, choice, owner }: Pick<Owned, "machine" | "choice"> & LogPlace) {
  const parsed = ownerChoice(choice);
  if (parsed.kind !== "chosen") throw new Error(JSON.stringify(parsed));
  const managed = managersFor(parsed.choice, []);
  const place = { endpoint: DEFAULT_ENDPOINT, machine: thisMachine(machine.environment), commandLog };
  return ownerLog({ ...place, managed, own: new FakeServiceLog() })(owner);
}
type LogPlace = { readonly commandLog: string; readonly owner: Owner };

const failureOf = (work: Promise<unknown>): Promise<unknown> => work.then(() => undefined, toFailure);

describe.each(["docker", "podman", "nerdctl"] as const)("a container of %s", (engine) => {
  it("is found by its port, stopped and started", async () => {
    const port = await freePort();
    const machine = await openWith({
      containers: [
        { engine, name: "ollama", ports: [{ host: port, container: 11434 }], isRunning: true },
        { engine, name: "web", image: "open-webui", ports: [{ host: await freePort(), container: 80 }] },
      ],
    });
    await until(() => isListening(port), "the container listens");
    const owner = owned({ machine, port });
    expect(await owner.recognise(LOOKING)).toEqual(LOOKING);
    const found = await owner.detect();
    expect(found).toEqual({
      kind: "container",
      engine,
      name: "ollama",
      ...(engine === "docker" && { context: "default" }),
    });

    await owner.stop(found);
    expect(await isListening(port)).toBe(false);
    expect(await owner.findProgram(found)).toMatchObject({ kind: "found", owner: found });
    expect(await owner.start(found)).toEqual(found);
    await until(() => isListening(port), "the container listens again");
  });

  it("is known again without a tool, and looked for after a stop that did not end the service", async () => {
    const port = await freePort();
    const ports = [{ host: port, container: 11434 }];
    const machine = await openWith({ containers: [{ engine, name: "ollama", ports }] });
    const owner = owned({ machine, port });
    const last: Owner = { kind: "container", engine, name: "ollama" };
    expect(await owner.recognise(last)).toEqual(last);
    expect(machine.asked).toEqual([]);
    await owner.stop(last);
    expect(await owner.recognise(last)).toEqual(LOOKING);
    expect(await owner.detect()).toEqual({ kind: "another-program" });
  });
});

describe("a chosen container", () => {
  const choice = { kind: "container", engine: "docker", name: "ollama", context: "gpu-box" };

  it("of another machine is stopped and started by its context", async () => {
    const port = await freePort();
    const machine = await openWith({
      contexts: [{ engine: "docker", name: "gpu-box", endpoint: "ssh://jane@gpu-box" }],
      containers: [
        { engine: "docker", name: "ollama", context: "gpu-box", ports: [{ host: port, container: 11434 }] },
      ],
    });
    const owner = owned({ machine, port, choice, isRemote: true });
    expect(await owner.start(LOOKING)).toEqual(choice);
    await until(() => isListening(port), "the container listens");
    expect(await owner.recognise(LOOKING)).toEqual(choice);
    await owner.stop(await owner.recognise(LOOKING));
    expect(await isListening(port)).toBe(false);
  });

  it.each([
    ["down", "gpu-box", { kind: "tool-failed", trouble: "engine-down" }],
    ["forbidden", "default", { kind: "needs-rights", line: "sudo docker start ollama" }],
    ["forbidden", "gpu-box", { kind: "tool-failed", code: 1 }],
    ["up", "nowhere", { kind: "tool-failed", trouble: "no-such-context" }],
    ["up", "default", { kind: "tool-failed", trouble: "no-such-container" }],
  ] as const)(
    "fails with a reason if the engine is %s, in the context %s",
    async (engineIs, context, failure) => {
      const machine = await openWith({
        contexts: [
          { engine: "docker", name: "default", endpoint: "unix:///var/run/docker.sock", engineIs },
          { engine: "docker", name: "gpu-box", endpoint: "ssh://jane@gpu-box", engineIs },
        ],
      });
      const owner = owned({ machine, port: 1, choice: { ...choice, context } });
      expect(await failureOf(owner.start(LOOKING))).toMatchObject(failure);
    },
  );
});

describe("a chosen workload of Kubernetes", () => {
  const choice = { kind: "kubernetes", context: "lab", namespace: "prod", workload: "deployment/ollama" };
  const workload = { kind: "deployment", name: "ollama", context: "lab", namespace: "prod" } as const;

  it("is scaled to 1 and to 0, also on another machine", async () => {
    const machine = await openWith({ cluster: { workloads: [workload] } });
    const owner = owned({ machine, port: 1, choice, isRemote: true });
    expect(await owner.start(LOOKING)).toEqual(choice);
    expect(machine.pid("workloads", "ollama")).toBeGreaterThan(0);
    await owner.stop(await owner.recognise(LOOKING));
    expect(machine.pid("workloads", "ollama")).toBe(0);
  });

  it("is not touched if it is no longer chosen", async () => {
    const machine = await openWith({ cluster: { workloads: [workload] } });
    const owner = owned({ machine, port: 1 });
    const last: Owner = {
      kind: "kubernetes",
      context: "lab",
      namespace: "prod",
      workload: "deployment/ollama",
    };
    expect(await owner.recognise(last)).toEqual(LOOKING);
    await owner.stop(last);
    expect(await owner.start(last)).toMatchObject({ kind: "paddock" });
    expect(machine.asked).toEqual([]);
  });

  it.each([
    [{ workloads: [{ ...workload, rights: "denied" }] }, "forbidden"],
    [{ workloads: [{ ...workload, namespace: "test" }] }, "no-such-workload"],
    [{ currentContext: "home", workloads: [] }, "no-such-context"],
    [{ isReachable: false, workloads: [workload] }, "cluster-down"],
  ] as const)("fails with a reason: %j", async (cluster, trouble) => {
    const machine = await openWith({ cluster });
    const owner = owned({ machine, port: 1, choice });
    expect(await failureOf(owner.start(LOOKING))).toMatchObject({ kind: "tool-failed", trouble });
  });
});

describe("commands of the person", () => {
  async function openScripts() {
    const folder = await tempFolder();
    const [state, server] = [path.join(folder, "state"), path.join(folder, "server")];
    const script = async (name: string, ...lines: readonly string[]): Promise<string> => {
      const file = path.join(folder, name);
      await writeFile(file, ["#!/bin/sh", ...lines, ""].join("\n"), { mode: 0o755 });
      return file;
    };
    const machine = { environment: { PATH: process.env["PATH"] ?? "", HOME: folder, VSCODE_PID: "1" } };
    return { folder, state, server, script, machine, commandLog: path.join(folder, "logs", "command.log") };
  }

  it("are run as they are: no shell, and no variables", async () => {
    const { folder, state, script, ...place } = await openScripts();
    const start = await script("start", `printf '%s\\n' "$@" >'${state}'`);
    const words = ["$HOME", "a b", "; touch x", "`id`", "${env:HOME}", "~"];
    const owner = owned({ ...place, port: 1, choice: { ...custom(start, start), start: [start, ...words] } });
    expect(await owner.start(LOOKING)).toEqual({ kind: "custom", name: "OpenRC" });
    expect((await readFile(state, "utf8")).trimEnd().split("\n")).toEqual(words);
    expect(await readFile(path.join(folder, "x")).catch(() => "absent")).toBe("absent");
  });

  it("may leave a program that goes on writing, without VS Code's variables, and what it writes is their log", async () => {
    const { state, script, ...place } = await openScripts();
    const daemon = await script(
      "daemon",
      "trap '' TERM",
      "for i in 1 2 3; do echo line; sleep 0.1; done",
      `echo "ok $VSCODE_PID" >'${state}'`,
    );
    const start = await script("start", `'${daemon}' &`);
    const choice = custom(start, start);
    const owner = await owned({ ...place, port: 1, choice }).start(LOOKING);
    await until(async () => (await readFile(state, "utf8").catch(() => "")) !== "", "the program goes on");
    expect(await readFile(state, "utf8")).toBe("ok \n");
    const lines: string[] = [];
    const following = logOf({ ...place, choice, owner })
      ?.follow()
      .subscribe((line) => lines.push(line));
    await until(() => lines.length === 3, "its lines are shown");
    await appendFile(place.commandLog, "one more\n");
    await until(() => lines.at(-1) === "one more", "a new line is shown");
    following?.unsubscribe();
    expect((await stat(place.commandLog)).mode & 0o777).toBe(0o600);
  });

  it("fail without their words, which may have secrets of the person and would be kept", async () => {
    const { script, ...place } = await openScripts();
    const fails = await script("fails", "echo ' * ERROR: token abc123 was refused' >&2", "exit 1");
    const owner = owned({ ...place, port: 1, choice: custom(fails, fails) });
    const failure = { kind: "tool-failed", tool: fails, code: 1, detail: "" };
    expect(await failureOf(owner.start(LOOKING))).toEqual(failure);
    expect(await failureOf(owner.stop({ kind: "custom", name: "OpenRC" }))).toEqual(failure);
    const missing = owned({ ...place, port: 1, choice: custom("/nowhere/rc-service", fails) });
    expect(await failureOf(missing.start(LOOKING))).toEqual({
      kind: "tool-missing",
      tool: "/nowhere/rc-service",
    });
  });

  it("have a log that is emptied when it is too large, and keeps what it had beside it", async () => {
    const { commandLog, script, machine } = await openScripts();
    const writes = await script("writes", "echo a line");
    const choice = custom(writes, writes);
    const place = { machine, commandLog, choice };
    const owner = await owned({ ...place, port: 1 }).start(LOOKING);
    await truncate(commandLog, 30_000_000);
    const following = logOf({ ...place, owner })
      ?.follow()
      .subscribe();
    await until(async () => (await stat(commandLog)).size === 0, "it is emptied");
    following?.unsubscribe();
    expect((await stat(`${commandLog}.1`)).size).toBe(30_000_000);
    await truncate(commandLog, 30_000_000);
    await owned({ ...place, port: 1 }).start(LOOKING);
    expect(await readFile(commandLog, "utf8")).toBe("a line\n");
  });

  it("say with their status whether they run the service; without one, they are believed", async () => {
    const { script, machine } = await openScripts();
    const [yes, no] = [await script("yes", "exit 0"), await script("no", "exit 3")];
    const owner: Owner = { kind: "custom", name: "OpenRC" };
    expect(
      await owned({ machine, port: 1, choice: custom(yes, yes), isRemote: true }).recognise(LOOKING),
    ).toEqual(owner);
    for (const [status, expected] of [
      [yes, owner],
      [no, { kind: "another-program" }],
    ] as const) {
      const told = owned({
        machine,
        port: 1,
        choice: { ...custom(yes, yes), status: [status] },
        isRemote: true,
      });
      expect(await told.recognise(owner)).toEqual(LOOKING);
      expect(await told.detect()).toEqual(expected);
    }
  });

  const custom = (start: string, stop: string) => ({
    kind: "custom",
    name: "OpenRC",
    start: [start],
    stop: [stop],
  });
});

it("Paddock is chosen: nothing that is installed is started instead", async () => {
  const machine = await openWith({ tools: ["docker"] });
  const owner = owned({ machine, port: 1, choice: { kind: "paddock" } });
  const last: Owner = { kind: "container", engine: "docker", name: "ollama" };
  expect(await owner.start(last)).toMatchObject({ kind: "paddock" });
});
