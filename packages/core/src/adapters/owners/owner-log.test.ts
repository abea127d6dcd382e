import { appendFile, mkdir, mkdtemp, rm, unlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { journalctlWithoutRights, nodeExecutable } from "@paddock/test-fixtures";
import { firstValueFrom, from, lastValueFrom, toArray } from "rxjs";
import { afterEach, assert, beforeEach, describe, expect, it } from "vitest";
import { DEFAULT_ENDPOINT } from "../../hosts/endpoint.ts";
import type { Owner } from "../../service/owner.ts";
import { toFailure } from "../../shared/failure.ts";
import { serviceLogContract, until, type ServiceLogWorld } from "../../testing/contracts/index.ts";
import { FakeServiceLog } from "../../testing/fake-service-log.ts";
import { FakeMachine } from "../../testing/machines/index.ts";
import { container } from "./containers/container.ts";
import { custom } from "./custom.ts";
import { appendedLog } from "./file-log.ts";
import { fromLastStart } from "./from-last-start.ts";
import { kubernetes } from "./kubernetes.ts";
import { thisMachine, type Machine } from "./machine.ts";
import type { LogSource, ManagedOwner } from "./managed-owner.ts";
import { ownerLog } from "./owner-log.ts";
import { toolLog } from "./tool-log.ts";
import type { Argv } from "./tool-result.ts";

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), "paddock-"))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const START =
  'time=2026-11-23T05:54:13.394Z level=INFO source=routes.go:1802 msg="server config" env="map[OLLAMA_HOST:x]"';
const file = (): string => join(folder, "server.log");

/** A log to which every start appends. */
const appending = {
  start: () => appendFile(file(), `${START}\n`),
  write: (...lines: readonly string[]) => appendFile(file(), lines.map((line) => `${line}\n`).join("")),
};

describe("a log to which every start appends", () => {
  const openWorld = (): ServiceLogWorld => ({
    ...appending,
    log: appendedLog(file()),
    isNewWithStart: true,
    async deny() {
      await unlink(file());
      await mkdir(file());
    },
  });
  for (const { name, keep } of serviceLogContract) it(name, () => keep(openWorld()));

  it("begins at its end if the last start is further above", async () => {
    await appending.start();
    await appending.write(...Array.from({ length: 60_000 }, (_, index) => `a longer line, number ${index}`));
    const { lines, stop } = follow(appendedLog(file()));
    await until(() => lines.at(-1) === "a longer line, number 59999", "its end is read");
    stop();
    expect(lines).not.toContain(START);
  });
});

// `tail` stands for `journalctl -f` and `docker logs -f`: it shows the end of a log, and follows it.
describe.skipIf(process.platform === "win32")("a log that a tool shows", () => {
  const argv = (): Argv => ["tail", "-n", "10000", "-F", file()];
  const openWorld = (): ServiceLogWorld => ({ ...appending, log: toolLog(argv(), thisMachine()) });
  for (const { name, keep, unless } of serviceLogContract)
    it.skipIf(unless?.({ ...appending, log: new FakeServiceLog() }) !== undefined)(name, () =>
      keep(openWorld()),
    );

  it("ends with those that follow it", async () => {
    const script = `process.stdout.write(String(process.pid) + "\\n"); setInterval(() => {}, 1000);`;
    const { lines, stop } = follow(toolLog([nodeExecutable(), "-e", script], thisMachine()));
    await until(() => lines.length === 1, "it runs");
    const pid = Number(lines[0]);
    stop();
    await until(() => !isAlive(pid), "it has ended");
  });

  it("ends whole, also a tool that ignores SIGTERM, and what a wrapper script has started", async () => {
    const stubborn = `process.on("SIGTERM", () => {}); console.log(process.pid); setInterval(() => {}, 1000);`;
    const wrapper = `"${nodeExecutable()}" -e '${stubborn}' & wait`;
    const { lines, stop } = follow(toolLog(["sh", "-c", wrapper], thisMachine()));
    await until(() => lines.length === 1, "it runs");
    const pid = Number(lines[0]);
    stop();
    await until(() => !isAlive(pid), "it has ended");
  });

  it("is held in memory in part only, however much is written", async () => {
    const flood = `const line = "x".repeat(30_000) + "\\n"; for (let n = 0; n < 2_000; n += 1) process.stdout.write(line);`;
    const { lines, stop } = follow(toolLog([nodeExecutable(), "-e", flood], thisMachine()));
    await until(() => lines.length > 0, "it is read");
    stop();
    expect(lines.reduce((sum, { length }) => sum + length, 0)).toBeLessThan(20_000_000);
  });

  it("completes where the tool ends", async () => {
    const ended = Promise.withResolvers<string>();
    toolLog(["true"], thisMachine())
      .follow()
      .subscribe({ complete: () => ended.resolve("completed"), error: ended.reject });
    expect(await ended.promise).toBe("completed");
  });

  it.each<[string, Argv, object]>([
    ["there is no such tool", ["no-such-tool-anywhere"], { reason: "no-program" }],
    [
      "it may not be read",
      [
        nodeExecutable(),
        "-e",
        'console.error("permission denied while trying to connect"); process.exit(1);',
      ],
      { reason: "no-permission", detail: "permission denied while trying to connect" },
    ],
    [
      "the person is not in the group of the journal",
      [nodeExecutable(), "-e", `console.error(${JSON.stringify(journalctlWithoutRights)}); process.exit(1);`],
      { reason: "not-in-journal-group" },
    ],
    [
      "it fails otherwise",
      [nodeExecutable(), "-e", 'console.error("No such container: ollama"); process.exit(1);'],
      { reason: "other", detail: "No such container: ollama" },
    ],
  ])("says why: %s", async (_why, tool, failure) => {
    const failed = Promise.withResolvers<unknown>();
    toolLog(tool, thisMachine()).follow().subscribe({ error: failed.resolve });
    expect(toFailure(await failed.promise)).toMatchObject({ kind: "log-unreadable", ...failure });
  });
});

it("keeps the start of a run that is longer than what is held", async () => {
  const lines$ = from(["older", START, ...Array.from({ length: 70_000 }, (_, index) => `line ${index}`)]);
  const lines = await firstValueFrom(fromLastStart(lines$).pipe(toArray()));
  expect(lines.slice(0, 2)).toEqual([START, "line 0"]);
  expect(lines.at(-1)).toBe("line 69999");
  expect(lines.length).toBeLessThan(60_000);
});

describe("the log of an owner", () => {
  const own = new FakeServiceLog();
  const logged = (source: LogSource | undefined) => {
    const unit: ManagedOwner = {
      kind: "systemd",
      detect: () => Promise.resolve(undefined),
      installed: () => Promise.resolve(undefined),
      stillRuns: () => Promise.resolve(true),
      start: () => assert.fail("it is not started"),
      stop: () => assert.fail("it is not stopped"),
      log: () => source,
    };
    return ownerLog({
      endpoint: DEFAULT_ENDPOINT,
      commandLog: file(),
      machine: thisMachine(),
      own,
      managed: [unit],
    });
  };
  const systemd: Owner = { kind: "systemd", scope: "system", unit: "ollama.service" };

  it("is where its kind says", () => {
    expect(logged(undefined)({ kind: "paddock" })).toBe(own);
    expect(logged({ kind: "file", file: "/x/server.log" })(systemd)?.place).toEqual({
      kind: "file",
      path: "/x/server.log",
    });
    expect(logged({ kind: "tool", argv: ["journalctl", "-f"] })(systemd)?.place).toEqual({
      kind: "tool",
      program: "journalctl",
    });
  });

  const ownerOn = (machine: Machine, endpoint = DEFAULT_ENDPOINT) =>
    ownerLog({ endpoint, commandLog: file(), machine, own, managed: [container, kubernetes] });
  const docker: Owner = { kind: "container", engine: "docker", name: "ollama" };
  const SOCKET = { "/etc/systemd/system/sockets.target.wants/docker.socket": "[Socket]\n" };

  it("does not start an engine that a question would start, and with it its containers", async () => {
    // A tool that is run is missing here, so following fails.
    const environment = { PATH: folder };
    const outcome = async (machine: Machine, owner: Owner) => {
      const log = ownerOn(machine)(owner);
      return log && lastValueFrom(log.follow(), { defaultValue: "not run" }).catch(toFailure);
    };
    const asleep = new FakeMachine({ environment, files: SOCKET });
    expect(await outcome(asleep, docker)).toBe("not run");
    const dockerd = { "/proc/600/cmdline": "/usr/bin/dockerd\0-H\0fd://\0" };
    const awake = new FakeMachine({ environment, files: { ...SOCKET, ...dockerd } });
    expect(await outcome(awake, docker)).toMatchObject({ reason: "no-program" });
    expect(await outcome(asleep, { ...docker, context: "rootless" })).toMatchObject({ reason: "no-program" });
  });

  it("runs no command that may reach another machine unless it is looked at", () => {
    const machine = new FakeMachine({});
    const argv = ["ssh", "gpu-box", "journalctl -f"] as const;
    const own = custom({ kind: "custom", name: "box", start: argv, stop: argv, log: argv });
    const remote = { ...DEFAULT_ENDPOINT, hostname: "gpu-box", dialHostname: "gpu-box" };
    const workload = { context: "lab", namespace: "prod", workload: "deployment/ollama" };
    const logs = [
      ownerLog({ endpoint: remote, commandLog: file(), machine, own: new FakeServiceLog(), managed: [own] })({
        kind: "custom",
        name: "box",
      }),
      ownerOn(machine, remote)({ kind: "kubernetes", ...workload }),
      ownerOn(machine, remote)({ ...docker, context: "gpu-box" }),
    ];
    expect(logs.map((log) => log?.mayRunUnasked)).toEqual([false, false, false]);
    expect(ownerOn(machine)(docker)?.mayRunUnasked).toBeUndefined();
  });

  it("is out of reach where its kind has none, or is not known", () => {
    expect(logged(undefined)(systemd)).toBeUndefined();
    expect(logged(undefined)({ kind: "another-program" })).toBeUndefined();
  });
});

function follow(log: ReturnType<typeof appendedLog>) {
  const lines: string[] = [];
  const following = log.follow().subscribe((line) => lines.push(line));
  return { lines, stop: () => following.unsubscribe() };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
