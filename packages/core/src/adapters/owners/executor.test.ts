import { spawn } from "node:child_process";
import * as path from "node:path";
import {
  freePort,
  isListening,
  nodeExecutable,
  openRealSystemd,
  standInExecutable,
} from "@paddock/test-fixtures";
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { DEFAULT_ENDPOINT } from "../../hosts/endpoint.ts";
import { afterItsEnd, type Owner, type ProcessIdentity } from "../../service/owner.ts";
import { toFailure } from "../../shared/failure.ts";
import { until } from "../../testing/contracts/index.ts";
import { openOwnerWorld, ownerNow, type OwnerWorld, type WorldKind } from "../../testing/owner-worlds.ts";
import { FakeOllama, FakeOwner } from "../../testing/index.ts";
import { endProcess } from "./end-process.ts";
import { thisMachine, type Machine } from "./machine.ts";
import { MANAGED_OWNERS } from "./managed-owners.ts";
import { identify } from "./process-identity.ts";
import { serviceOwner } from "./service-owner.ts";

const PATIENCE = { timeout: 30_000 };

/** Another Ollama of the same person, at another port: nothing may happen to it. */
let decoy: ProcessIdentity;

beforeEach(async () => {
  const port = await freePort();
  const env = { ...process.env, OLLAMA_HOST: `127.0.0.1:${port}` };
  const { pid = 0 } = spawn(standInExecutable, ["serve"], { env, stdio: "ignore" });
  await until(() => isListening(port), "the other Ollama listens");
  decoy = (await identify(pid))!;
});
afterEach(async () => {
  expect(await identify(decoy.pid)).toEqual(decoy);
  process.kill(decoy.pid, "SIGKILL");
});

async function open(...args: Parameters<typeof openOwnerWorld>): Promise<OwnerWorld> {
  const world = await openOwnerWorld(...args);
  onTestFinished(() => world.close());
  return world;
}

const KINDS: readonly WorldKind[] = ["paddock", "systemd", "terminal"];

describe.runIf(process.platform === "linux")("a service on real processes", PATIENCE, () => {
  it.each(KINDS)("is known, stopped and started in the way of its owner: %s", async (kind) => {
    const world = await open(kind);
    await world.run();
    const owner = world.open();
    const known = await ownerNow(owner);
    expect(known.kind).toBe(kind);
    expect(await world.open().recognise(known)).toEqual(known); // after a reload
    expect(world.stage.asked).toEqual([]);
    await owner.stop(known);
    await world.untilDown();
    const started = await owner.start(afterItsEnd(known));
    await world.untilUp();
    expect(started.kind).toBe(kind === "terminal" ? "paddock" : kind);
    expect(world.stage.asked.map(({ tool, argv }) => [tool, ...argv].join(" "))).toEqual(
      kind === "systemd" ? ["systemctl stop ollama.service", "systemctl start ollama.service"] : [],
    );
  });

  it.each(["denied", "no-agent"] as const)("goes on where rights are missing (%s)", async (rights) => {
    const world = await open("systemd", { rights });
    await world.run();
    const owner = world.open();
    expect(await owner.stop(await ownerNow(owner)).catch(toFailure)).toEqual({
      kind: "needs-rights",
      line: "sudo systemctl stop ollama.service",
    });
    expect(await isListening(world.port)).toBe(true);
  });

  it("that its supervisor brings back is known as the same unit", async () => {
    const world = await open("systemd");
    await world.run();
    const owner = world.open();
    const known = await ownerNow(owner);
    const before = world.stage.pid("units", "ollama.service");
    process.kill(before, "SIGKILL");
    await until(() => world.stage.process("units", "ollama.service").restarts === 1, "it is back");
    await world.untilUp();
    expect(await ownerNow(owner, known)).toEqual(known);
  });

  it("of a terminal is asked to end, and never killed", async () => {
    const world = await open("terminal");
    await world.run({ STAND_IN_IGNORE_SIGTERM: "1" });
    const known = await ownerNow(world.open());
    if (known.kind !== "terminal") throw new Error(`it is run by ${known.kind}`);
    const end = endProcess(known.process, { whose: "of-others", patienceMs: 200 });
    expect(await end.catch(toFailure)).toEqual({ kind: "stop-timed-out", afterMs: 200 });
    expect(await identify(known.process.pid)).toEqual(known.process);
  });

  it("whose pid another process has now is left alone", async () => {
    const world = await open("terminal");
    const reused = { ...decoy, startedAt: `${decoy.startedAt}0` };
    await world.open().stop({ kind: "terminal", process: reused });
    await world.open().stop({ kind: "paddock", process: reused });
    await world.open().stop({ kind: "terminal", process: { ...decoy, executable: "/usr/local/bin/ollama" } });
  });

  it("leaves the program alone that has taken the port before it", async () => {
    const world = await open("terminal");
    await world.run();
    const before = await ownerNow(world.open());
    const owner = world.open();
    const ends: unknown[] = [];
    owner.ended$.subscribe((end) => ends.push(end));
    await owner.start({ kind: "paddock" }).catch(toFailure);
    await until(() => ends.length === 1, "our child has ended");
    expect(ends).toMatchObject([{ exit: { code: 1 } }]);
    expect(await ownerNow(world.open())).toEqual(before);
  });

  it.each([
    ["", async () => {}],
    [", and a second start has renamed its log", ({ rotateLog }: OwnerWorld) => rotateLog()],
  ])("is still ours if this program was killed before it was remembered%s", async (_what, happen) => {
    const world = await open("paddock");
    await world.startAndBeKilled();
    await happen(world);
    expect(await world.open().recognise({ kind: "looking" })).toEqual({ kind: "looking" });
    const known = await ownerNow(world.open());
    expect(known).toMatchObject({ kind: "paddock", process: { pid: expect.any(Number) as number } });
    expect(await world.open().start(known)).toEqual(known); // and no second one is started
    await world.open().stop(known);
    await world.untilDown();
  });
});

it.runIf(process.platform === "linux")("is stopped and started by a real systemd", PATIENCE, async (test) => {
  const port = await freePort();
  const unit = [
    "[Service]",
    `ExecStart=${standInExecutable} serve`,
    `Environment=PATH=${path.dirname(nodeExecutable())}:/usr/bin:/bin OLLAMA_HOST=127.0.0.1:${port}`,
    "Restart=always",
  ];
  const systemd = await openRealSystemd({ "ollama.service": unit.join("\n") });
  if (systemd.kind === "cannot-run") return test.skip(systemd.reason);
  onTestFinished(() => systemd.close());
  const real = thisMachine({ ...systemd.environment });
  // The manager of the test is not at the place of a user's manager.
  const manager = `/user.slice/user-${real.uid}.slice/user@${real.uid}.service`;
  const machine: Machine = {
    ...real,
    read: async (file) =>
      file.endsWith("/cgroup")
        ? (await real.read(file))?.replace(/^(0:|\d+:name=systemd):\//gm, `$1:${manager}/`)
        : real.read(file),
  };
  const owner = serviceOwner({
    endpoint: { ...DEFAULT_ENDPOINT, port },
    machine,
    own: new FakeOwner(new FakeOllama()),
    managed: MANAGED_OWNERS,
    commandLog: "/nowhere/command.log",
    prefersOwn: () => false,
  });
  const known: Owner = { kind: "systemd", scope: "user", unit: "ollama.service" };
  expect(await owner.start(known)).toEqual(known);
  await until(() => isListening(port), "the unit listens");
  expect(await owner.detect()).toEqual(known);
  expect(await owner.recognise(known)).toEqual(known);
  await owner.stop(known);
  expect(await isListening(port)).toBe(false);
});
