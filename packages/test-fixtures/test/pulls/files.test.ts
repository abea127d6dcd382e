import { readdirSync, readFileSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { registryModel, type SimulatorOptions } from "../../src/index.ts";
import { folderFor } from "../support/temporary.ts";
import { completedOf, lastOf, openSystem, type System } from "../support/system.ts";

const MB = 1_000_000;
const PARTS = { minBytes: MB, maxBytes: MB };

const open = (options: SimulatorOptions = {}): Promise<System> =>
  openSystem(
    [registryModel("big", { downloadBytes: 2.5 * MB })],
    { partSizes: PARTS, ...options },
    { bytesPerSecond: 2 * MB },
  );

/** The names in the blobs folder, without their common prefix. */
function filesIn(dataDir: string): readonly string[] {
  return readdirSync(join(dataDir, "blobs")).map((name) => name.replace(/^sha256-[0-9a-f]{64}/, ""));
}

it("has the same files of an unfinished layer as Ollama, and removes them when it is complete", async () => {
  const dataDir = folderFor();
  const { pull, pullAll, registry, run } = await open({ dataDir });
  const client = pull("big");
  await run(600);
  client.leave();
  await run(10);
  expect(filesIn(dataDir)).toEqual(["-partial", "-partial-0", "-partial-1", "-partial-2"]);
  const [weights] = await registry.layersOf("big");
  const name = weights!.digest.replace(":", "-");
  const path = join(dataDir, "blobs", `${name}-partial`);
  expect(statSync(path).size).toBe(2.5 * MB);
  const part = readFileSync(`${path}-2`, "utf8");
  expect(part).toMatch(/^\{"N":2,"Offset":2000000,"Size":500000,"Completed":\d{6}\}\n$/);
  // The recorded bytes were really written.
  const { Completed: done } = JSON.parse(part) as { Completed: number };
  expect(
    readFileSync(path)
      .subarray(2 * MB, 2 * MB + done)
      .every((byte) => byte === 0),
  ).toBe(false);
  expect(lastOf(await pullAll("big"))).toEqual({ status: "success" });
  expect(filesIn(dataDir).filter((file) => file !== "")).toEqual([]);
});

it.for([
  ["SIGTERM", { stopForgets: 0 }, true],
  ["SIGTERM", { stopForgets: 1 }, false],
  ["SIGKILL", { stopForgets: 0 }, false],
] as const)(
  "when stopped by %s with %o, keeps the received bytes of unfinished parts: %s",
  async ([signal, chances, isKept]) => {
    const { pull, pullAll, run, simulator } = await open({ chances });
    const client = pull("big");
    await run(400);
    const shown = completedOf(client).at(-1)!;
    await simulator.pause(signal);
    expect(client.isOver || (await run(1), client.end)).toBe("broken: aborted");
    const [partial] = simulator.partials;
    if (isKept) expect(partial!.doneBytes).toBeGreaterThanOrEqual(shown);
    else expect(partial).toMatchObject({ doneBytes: 0, totalBytes: 2.5 * MB });
    await simulator.resume();
    expect(lastOf(await pullAll("big"))).toEqual({ status: "success" });
  },
);

it("when stopped by SIGKILL, keeps complete parts", async () => {
  const { pull, simulator, until } = await open();
  pull("big");
  await until(() => simulator.partials[0]?.doneBytes === 500_000);
  await simulator.pause("SIGKILL");
  await simulator.resume();
  expect(simulator.partials).toMatchObject([{ doneBytes: 500_000 }]);
});

it.for([
  ["0.20.9", 0, {}, []],
  ["0.21.0", 0, {}, ["", "-partial", "-partial-0", "-partial-1", "-partial-2"]],
  ["0.21.0", 3_599_000, {}, ["", "-partial", "-partial-0", "-partial-1", "-partial-2"]],
  ["0.21.0", 3_601_000, {}, []],
  ["0.20.9", 3_601_000, { isPruneOff: true }, ["", "-partial", "-partial-0", "-partial-1", "-partial-2"]],
] as const)("%s, started again %i ms later with %o, still has %o", async ([version, ms, options, left]) => {
  const models = [
    registryModel("small", { downloadBytes: 1000 }),
    registryModel("big", { downloadBytes: 2.5 * MB }),
  ];
  const dataDir = folderFor();
  const more = { version, partSizes: PARTS, dataDir, ...options };
  const { clock, pull, pullAll, run, registry, simulator } = await openSystem(models, more);
  await pullAll("small");
  const kept = filesIn(dataDir);
  registry.faults.store = "unreachable"; // leaves a complete first layer without a model
  registry.faultsOf((await registry.layersOf("big"))[0]!.digest).store = "reachable";
  registry.bytesPerSecond = 2 * MB;
  const client = pull("big");
  await run(400);
  client.leave();
  await run(10);
  await simulator.pause();
  clock.pass(ms);
  await simulator.resume();
  const unfinished = filesIn(dataDir).filter((file) => file !== "");
  expect(unfinished).toEqual(left.filter((file: string) => file !== ""));
  expect(filesIn(dataDir).filter((file) => file === "")).toHaveLength(kept.length);
});

it("fails after the file of a first part was pruned, until the other files are deleted, too", async () => {
  const dataDir = folderFor();
  const { clock, pull, pullAll, registry, run, simulator } = await open({ dataDir, modelsPath: "/models" });
  const client = pull("big");
  await run(600);
  client.leave();
  await run(10);
  const name = (await registry.layersOf("big"))[0]!.digest.replace(":", "-");
  const old = clock.now() / 1000 - 3700;
  utimesSync(join(dataDir, "blobs", `${name}-partial-0`), old, old);
  await simulator.pause();
  await simulator.resume();
  const error = `remove /models/blobs/${name}-partial-0: no such file or directory`;
  const first = await pullAll("big");
  expect(first.text).toContain('"total":1500000');
  expect(lastOf(first)).toEqual({ error });
  expect(lastOf(await pullAll("big"))).toEqual({ error });
  clock.pass(3_700_000);
  await simulator.pause();
  await simulator.resume();
  expect(lastOf(await pullAll("big"))).toEqual({ status: "success" });
});

it.for(["memory", "disk"] as const)(
  "reports at once that the %s is full, and resumes when there is free space",
  async (where) => {
    const options = {
      diskBytes: MB,
      modelsPath: "/models",
      ...(where === "disk" && { dataDir: folderFor() }),
    };
    const { clock, pullAll, simulator } = await open(options);
    const startedAtMs = clock.now();
    expect(lastOf(await pullAll("big"))).toEqual({
      error: expect.stringMatching(/^write \/models\/blobs\/sha256-\w{64}-partial: no space left on device$/),
    });
    expect(clock.now() - startedAtMs).toBeLessThan(1000);
    simulator.disk.freeBytes = 10 * MB;
    expect(lastOf(await pullAll("big"))).toEqual({ status: "success" });
  },
);

it.for(["memory", "disk"] as const)("deletes a blob with the wrong digest, from the %s", async (where) => {
  const models = [registryModel("lame", { isCorrupt: true, downloadBytes: MB })];
  const { pullAll, registry } = await openSystem(models, where === "disk" ? { dataDir: folderFor() } : {});
  for (const times of [1, 2]) {
    expect(lastOf(await pullAll("lame"))).toEqual({
      error: expect.stringMatching(
        /^digest mismatch, file must be downloaded again: want sha256:(ab){32}, got sha256:\w{64}$/,
      ),
    });
    expect(registry.sentBytes).toBeGreaterThanOrEqual(times * MB);
  }
});

it("verifies a layer that two processes have downloaded", async () => {
  const dataDir = folderFor();
  const { pull, pullAll, run, simulator } = await open({ dataDir });
  const client = pull("big");
  await run(600);
  client.leave();
  await run(10);
  await simulator.pause();
  await simulator.resume();
  expect(lastOf(await pullAll("big"))).toEqual({ status: "success" });
});

it("deletes layers that no other model uses when a model is deleted or its tag is updated", async () => {
  const dataDir = folderFor();
  const models = [
    registryModel("a", { downloadBytes: 1000, seed: "same", license: "A" }),
    registryModel("b", { downloadBytes: 1000, seed: "same", license: "B" }),
  ];
  const { pullAll, registry, simulator } = await openSystem(models, { dataDir });
  await pullAll("a");
  await pullAll("b");
  const both = filesIn(dataDir).length;
  simulator.remove("a");
  expect(filesIn(dataDir).length).toBeLessThan(both);
  expect(filesIn(dataDir).length).toBeGreaterThan(1);
  registry.publish(registryModel("b", { downloadBytes: 2000, license: "B" }));
  expect((await pullAll("b")).text).toContain("removing unused layers");
  simulator.remove("b");
  expect(filesIn(dataDir)).toEqual([]);
});
