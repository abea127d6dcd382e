import { expect, it } from "vitest";
import { overlapsOf, registryModel, type SimulatorOptions } from "../../src/index.ts";
import { isObject, type JsonObject } from "../../src/json.ts";
import { lastOf, openSystem, type System } from "../support/system.ts";
import type { Client } from "../support/pull-client.ts";

const TENSORS = [1_000_000, 1_000_000, 500_000];

const open = (options: SimulatorOptions = {}): Promise<System> =>
  openSystem([registryModel("mlx", { tensorBytes: TENSORS })], options, { bytesPerSecond: 2_000_000 });

it("reports all layers as one, with a line for each 32 kB and without a verification", async () => {
  const { pullAll, registry, simulator } = await open();
  const client = await pullAll("mlx");
  const lines = linesOf(client);
  const total = (await registry.layersOf("mlx")).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const progress = lines.filter(({ digest }) => digest !== undefined);
  expect(progress[0]).toEqual({ status: "pulling model", digest: "sha256:model", total });
  expect(progress.at(-1)).toEqual({
    status: "pulling model",
    digest: "sha256:model",
    total,
    completed: total,
  });
  expect(progress.length).toBeGreaterThan(2_500_000 / 32_768);
  expect([...new Set(lines.map(({ status }) => status))]).toEqual([
    "pulling manifest",
    "pulling model",
    "writing manifest",
    "success",
  ]);
  expect(simulator.models).toMatchObject([{ name: "mlx:latest", sizeBytes: total }]);
});

it("reports no layers if all exist", async () => {
  const { pullAll } = await open();
  await pullAll("mlx");
  expect(linesOf(await pullAll("mlx")).map(({ status }) => status)).toEqual([
    "pulling manifest",
    "writing manifest",
    "success",
  ]);
});

it("restarts small layers when the client returns, and counts complete ones", async () => {
  const { pull, pullAll, registry, run } = await open({ transferStreams: 1 });
  const client = pull("mlx");
  await run(700);
  client.leave();
  await run(50);
  const again = await pullAll("mlx");
  expect(linesOf(again)[1]).toMatchObject({ completed: 1_000_000 });
  expect(lastOf(again)).toEqual({ status: "success" });
  expect(registry.sentBytes).toBeGreaterThan(2_700_000);
});

it("resumes a layer of 64 MiB or more", async () => {
  const models = [registryModel("mlx", { tensorBytes: [64 * 1_048_576] })];
  const { pull, registry, run } = await openSystem(models, {}, { bytesPerSecond: 100_000_000 });
  const client = pull("mlx");
  await run(50);
  client.leave();
  await run(50);
  const shown = Number(linesOf(client).at(-1)?.completed);
  registry.bytesPerSecond = 1_000_000;
  const again = pull("mlx");
  await run(300);
  expect(Number(linesOf(again)[2]?.completed)).toBeGreaterThanOrEqual(shown);
});

it("discards the received bytes of a layer that fails, and tries it again", async () => {
  const { pullAll, registry } = await open();
  const digest = (await registry.layersOf("mlx"))[0]!.digest;
  Object.assign(registry.faultsOf(digest), { dropAfterBytes: 300_000, dropsLeft: 2 });
  const client = await pullAll("mlx");
  const done = linesOf(client).flatMap(({ completed }) => (typeof completed === "number" ? completed : []));
  expect(done.some((bytes, index) => bytes < (done[index - 1] ?? 0))).toBe(true);
  expect(lastOf(client)).toEqual({ status: "success" });
});

it.for([
  [{ cdnStatus: 403 }, "max retries exceeded: status 403"],
  [{ blobStatus: 500 }, "max retries exceeded: status 500"],
] as const)("%o ends with its error text", async ([faults, error]) => {
  const { pullAll, registry } = await open();
  Object.assign(registry.faults, faults);
  expect(lastOf(await pullAll("mlx"))).toEqual({ error });
});

it("fails on a machine without MLX", async () => {
  const { pullAll, registry } = await open({ hasMlx: false });
  expect(lastOf(await pullAll("mlx"))).toEqual({
    error: "this model requires MLX support, but the MLX runtime is not available",
  });
  expect(registry.sentBytes).toBe(0);
});

it("is an ordinary pull before 0.14", async () => {
  const { pullAll } = await open({ version: "0.13.5" });
  expect((await pullAll("mlx")).text).toContain("verifying sha256 digest");
});

it("records overlaps of two pulls on the same layers", async () => {
  const { pull, run, simulator, until } = await open();
  const first = pull("mlx");
  await run(100);
  const second = pull("mlx");
  await until(() => first.isOver && second.isOver);
  expect(overlapsOf(simulator.layerUses).length).toBeGreaterThan(0);
});

function linesOf({ lines }: Client): readonly JsonObject[] {
  return lines.flatMap(({ line }) => (isObject(line) ? [line] : []));
}
