import { expect, it } from "vitest";
import { overlapsOf, registryModel } from "../../src/index.ts";
import { sendRaw } from "../support/raw-request.ts";
import { completedOf, lastOf, openSystem, type System } from "../support/system.ts";

const MODELS = [
  registryModel("big", { downloadBytes: 1_000_000 }),
  registryModel("big:twin", { downloadBytes: 1_000_000, seed: "big", license: "another" }),
];

const open = (): Promise<System> => openSystem(MODELS, {}, { bytesPerSecond: 1_000_000 });

it("downloads a layer once for two pulls, and continues for one when the other leaves", async () => {
  const { pull, registry, run, simulator, until } = await open();
  const first = pull("big");
  await run(200);
  const second = pull("big:twin");
  await run(200);
  expect(second.lines.length).toBeGreaterThan(2);
  expect(completedOf(second)[0]).toBeGreaterThan(200_000);
  second.leave();
  await until(() => first.isOver);
  expect(lastOf(first)).toEqual({ status: "success" });
  expect(registry.sentBytes).toBeLessThan(1_010_000);
  expect(simulator.crashes).toBe(0);
});

it("records which pulls used the same layer at the same time", async () => {
  const { pull, pullAll, run, simulator, until } = await open();
  const first = pull("big");
  await run(200);
  const second = pull("big:twin");
  await until(() => first.isOver && second.isOver);
  const overlaps = overlapsOf(simulator.layerUses);
  expect(overlaps[0]).toMatchObject({
    first: { pull: 1, model: "big:latest" },
    second: { pull: 2, model: "big:twin" },
  });
  const before = overlaps.length;
  simulator.remove("big");
  simulator.remove("big:twin");
  await pullAll("big");
  await pullAll("big:twin");
  expect(overlapsOf(simulator.layerUses)).toHaveLength(before);
});

it("crashes when the second client leaves while the first one waits for the size of the layer", async () => {
  const { pull, registry, run, simulator, until } = await open();
  registry.faults.headLateMs = 5000;
  const first = pull("big");
  await run(200);
  const second = pull("big:twin");
  await run(300);
  second.leave();
  await until(() => first.isOver);
  expect(first.end).toBe("broken: aborted");
  expect(first.lines).toHaveLength(1);
  expect(second.lines.at(-1)?.line).toEqual({
    status: expect.stringMatching(/^pulling \w{12}$/),
    digest: expect.any(String),
  });
  expect(simulator.crashes).toBe(1);
  expect(await sendRaw(simulator.url, "/api/version")).toMatchObject({ status: undefined });

  registry.faults.headLateMs = 0;
  await simulator.resume();
  const again = pull("big");
  await until(() => again.isOver);
  expect(lastOf(again)).toEqual({ status: "success" });
});

it("leaves the second pull without a total when the first leaves early, and crashes when the second leaves too", async () => {
  const { pull, registry, run, simulator, until } = await open();
  registry.faults.headLateMs = 5000;
  const first = pull("big");
  await run(200);
  const second = pull("big:twin");
  await run(300);
  first.leave();
  await run(60_000);
  expect(second.isOver).toBe(false);
  expect(second.lines.length).toBeGreaterThan(900);
  expect(completedOf(second, 0)).toEqual([]);
  second.leave();
  await until(() => simulator.crashes === 1);
});

it("reports its crash", async () => {
  let crashes = 0;
  const { pull, registry, run, until } = await openSystem(MODELS, { onCrash: () => (crashes += 1) });
  registry.faults.headLateMs = 5000;
  pull("big");
  await run(100);
  const second = pull("big");
  await run(100);
  second.leave();
  await until(() => crashes === 1);
});
