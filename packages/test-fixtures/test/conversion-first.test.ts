import { expect, it } from "vitest";
import { simulatedModel, type SimulatorOptions } from "../src/index.ts";
import { FakeClock } from "./support/fake-clock.ts";
import { simulatorFor } from "./support/open.ts";
import { runFor, runTime } from "./support/simulated-time.ts";

const MINUTES_MS = 10 * 60_000;

/** A later version, in which a load waits for the conversion of its model. */
async function open(options: SimulatorOptions = {}) {
  const clock = new FakeClock();
  const models = [simulatedModel("charger", { needsConversion: true, sizeBytes: 1_000_000 })];
  const simulator = await simulatorFor({
    version: "0.41.0",
    conversion: "first",
    conversionMs: MINUTES_MS,
    models,
    clock,
    ...options,
  });
  const load = (): { answer: Promise<Response>; leave(): void } => {
    const leaving = new AbortController();
    const body = JSON.stringify({ model: "charger" });
    const url = `${simulator.url}/api/generate`;
    return {
      answer: fetch(url, { method: "POST", body, signal: leaving.signal }),
      leave: () => leaving.abort(),
    };
  };
  return { clock, simulator, load };
}

it("a load waits for the conversion without a byte, and the original is replaced", async () => {
  const { clock, simulator, load } = await open();
  const [original] = simulator.models;
  let isAnswered = false;
  const answer = load().answer.then((response) => {
    isAnswered = true;
    return response.status;
  });
  await runFor(clock, MINUTES_MS - 1000);
  expect(isAnswered).toBe(false);
  await runTime(clock, () => isAnswered);
  expect(await answer).toBe(200);
  expect(simulator.models.map(({ name, runner }) => [name, runner])).toEqual([
    ["charger:latest", "llamacpp"],
  ]);
  expect(simulator.models[0]?.digest).not.toBe(original?.digest);
  expect(simulator.loaded).toEqual(["charger:latest"]);
});

it("a client that leaves does not stop it, and the next one waits for the same", async () => {
  const { clock, simulator, load } = await open();
  const first = load();
  const failed = first.answer.catch((error: unknown) => error);
  await runFor(clock, MINUTES_MS / 2);
  first.leave();
  expect(await failed).toBeInstanceOf(Error);
  const second = load();
  let isAnswered = false;
  void second.answer.then(() => (isAnswered = true));
  const beganAtMs = clock.now();
  await runTime(clock, () => isAnswered);
  expect(clock.now() - beganAtMs).toBeLessThanOrEqual(MINUTES_MS / 2);
  expect(simulator.models.map(({ runner }) => runner)).toEqual(["llamacpp"]);
});

it("without room the load fails", async () => {
  const { simulator, load } = await open({ diskBytes: 1_000_000 });
  const response = await load().answer;
  expect([response.status, await response.json()]).toEqual([
    500,
    { error: "insufficient disk space for local compat migration" },
  ]);
  expect(simulator.models.map(({ runner }) => runner)).toEqual([undefined]);
});
