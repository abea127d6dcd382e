import { expect, it } from "vitest";
import { chaos, overlapsOf, registryModel, type Chaos } from "../src/index.ts";
import { lastOf, openSystem, type System } from "./support/system.ts";

const MODELS = Array.from({ length: 4 }, (_, index) =>
  registryModel(`m${index}`, { downloadBytes: 300_000 }),
);

const open = (plan: Chaos): Promise<System> =>
  openSystem(
    MODELS,
    { chances: plan.chances, seed: plan.seed, partSizes: { minBytes: 100_000, maxBytes: 100_000 } },
    { chaos: plan, bytesPerSecond: 1_000_000 },
  );

it("produces every kind of fault, and each pull succeeds or fails with an error that can be retried", async () => {
  const plan = chaos(3, { refused: 0.3, dropped: 0.3, stalled: 0.3 });
  const { pull, registry, run, simulator, until } = await open(plan);
  for (let round = 0; round < 40; round += 1) {
    const name = `m${round % MODELS.length}`;
    simulator.remove(name);
    let client = pull(name);
    for (let attempt = 0; lastOf(client).status !== "success"; attempt += 1) {
      expect(attempt).toBeLessThan(20);
      if (round % 3 === 0 && attempt === 0) {
        await run(150);
        client.leave();
      }
      await until(() => client.isOver);
      if (lastOf(client).status === "success") break;
      expect(lastOf(client).error ?? client.end).toMatch(
        /^(client closed|pull model manifest: (429|500|503): .*|context canceled|max retries exceeded: .*)$/s,
      );
      client = pull(name);
      await until(() => client.isOver);
    }
  }
  const kinds = new Set(plan.mishaps.map(({ mishap }) => mishap.kind));
  expect(kinds).toEqual(new Set(["none", "refused", "dropped", "stalled"]));
  expect(overlapsOf(simulator.layerUses)).toEqual([]);
  expect(simulator.crashes).toBe(0);
  await until(() => registry.openDownloads === 0 && simulator.connections === 0);
});

it("repeats its faults with the same seed, and not with another", async () => {
  const draw = async (seed: number): Promise<string> => {
    const plan = chaos(seed);
    const { registry } = await open(plan);
    for (let time = 0; time < 30; time += 1) {
      await (await fetch(`${registry.url}/v2/library/m${time % 4}/manifests/latest`)).text();
    }
    return JSON.stringify(plan.mishaps);
  };
  const first = await draw(1);
  expect(await draw(1)).toBe(first);
  expect(await draw(2)).not.toBe(first);
});

it("refuses a manifest, and serves it once chaos is disabled", async () => {
  const plan = chaos(1, { refused: 1, dropped: 0, stalled: 0 });
  const { pullAll, registry } = await open(plan);
  expect(lastOf(await pullAll("m0")).error).toMatch(/^pull model manifest: (429|500|503)/);
  registry.chaos = undefined;
  expect(lastOf(await pullAll("m0"))).toEqual({ status: "success" });
});

it("has the same settings for the stand-in executable as for the simulator", () => {
  expect(chaos(5).environment).toEqual({
    STAND_IN_SEED: "5",
    STAND_IN_CANCEL_LINGERS: "0.12",
    STAND_IN_STOP_FORGETS: "0.5",
  });
});
