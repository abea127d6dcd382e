import { expect, it } from "vitest";
import { registryModel } from "../../src/index.ts";
import { completedOf, lastOf, openSystem, type System } from "../support/system.ts";

const MB = 1_000_000;

const open = (): Promise<System> =>
  openSystem([registryModel("big", { downloadBytes: 2 * MB })], {}, { bytesPerSecond: MB });

it("keeps every byte when the client disconnects, and resumes there", async () => {
  const { pull, pullAll, registry, run, simulator } = await open();
  const client = pull("big");
  await run(900);
  client.leave();
  await run(10);
  const [partial] = simulator.partials;
  expect(partial).toMatchObject({ totalBytes: 2 * MB });
  expect(partial!.doneBytes).toBeGreaterThanOrEqual(completedOf(client).at(-1)!);
  const again = await pullAll("big");
  expect(completedOf(again)[0]).toBeGreaterThanOrEqual(partial!.doneBytes);
  expect(lastOf(again)).toEqual({ status: "success" });
  expect(registry.sentBytes).toBeLessThan(2.1 * MB);
  expect(simulator.partials).toEqual([]);
});

it("fails with `context canceled` while a cancelled download lingers", async () => {
  const { pull, pullAll, run, simulator } = await open();
  simulator.chances.cancelLingers = 1;
  const client = pull("big");
  await run(500);
  client.leave();
  const second = await pullAll("big");
  expect(lastOf(second)).toEqual({ error: "context canceled" });
  expect(new Set(completedOf(second))).toEqual(new Set([completedOf(second)[0]!]));
  simulator.chances.cancelLingers = 0;
  expect(lastOf(await pullAll("big"))).toEqual({ status: "success" });
});

it("does so at random, and repeatably with the same seed", async () => {
  const luck = async (seed: number): Promise<string> => {
    const options = { seed, chances: { cancelLingers: 0.5 } };
    const { pull, run, simulator } = await openSystem([registryModel("big")], options, {
      bytesPerSecond: MB / 10,
    });
    let outcomes = "";
    for (let round = 0; round < 8; round += 1) {
      const client = pull("big");
      await run(100);
      client.leave();
      await run(1);
      const second = pull("big");
      await run(200);
      outcomes += second.isOver ? "c" : "-";
      second.leave();
      await run(200);
    }
    await simulator.close();
    return outcomes;
  };
  const [first, again, other] = [await luck(7), await luck(7), await luck(8)];
  expect(first).toMatch(/c.*-|-.*c/);
  expect(again).toBe(first);
  expect(other).not.toBe(first);
});

it("fails so for as long as a part pauses between two attempts", async () => {
  const { clock, pull, pullAll, registry, run } = await open();
  registry.faults.dropAfterBytes = 100_000;
  const client = pull("big");
  await run(9000); // after the fourth attempt, it pauses from 7.4 s to 15.4 s
  client.leave();
  await run(100);
  const startedAtMs = clock.now();
  const second = await pullAll("big");
  expect(lastOf(second)).toEqual({ error: "context canceled" });
  expect(clock.now() - startedAtMs).toBeGreaterThan(5000);
  expect(clock.now() - startedAtMs).toBeLessThan(7000);
});

it("installs a model whose client disconnects during the verification", async () => {
  const models = [registryModel("big", { downloadBytes: MB })];
  const { pull, run, simulator, until } = await openSystem(models, { hashBytesPerSecond: MB });
  const client = pull("big");
  await until(() => lastOf(client).status === "verifying sha256 digest");
  client.leave();
  await run(500);
  expect(simulator.models).toEqual([]);
  await run(1000);
  expect(simulator.models.map(({ name }) => name)).toEqual(["big:latest"]);
});
