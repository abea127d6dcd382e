import { expect, it } from "vitest";
import type { Failure } from "../shared/failure.ts";
import { watchFake } from "../testing/watched-service.ts";

it.each<Failure>([
  { kind: "bad-gateway", status: 522 },
  { kind: "rejected", status: 500, message: "" },
])("asks a proxy that answers all the time for its server a few times a minute", async (failure) => {
  const { ollama, clock, refresh$, looking$, types } = watchFake({ looks: true });
  ollama.failure = failure;
  ollama.appear();
  await clock.pass(5 * 60_000);
  const countIn = async (ms: number): Promise<number> => {
    const before = ollama.requests.length;
    await clock.pass(ms);
    return ollama.requests.length - before;
  };
  expect(await countIn(60_000)).toBeLessThanOrEqual(4);
  looking$.next(false);
  await clock.pass(60_000);
  expect(await countIn(5 * 60_000)).toBeLessThanOrEqual(5);
  ollama.failure = undefined;
  refresh$.next();
  await clock.pass(0);
  expect(types().at(-1)).toBe("answered");

  looking$.next(true);
  ollama.failure = failure;
  ollama.dropConnections();
  ollama.die();
  ollama.appear();
  await clock.pass(60_000);
  expect(await countIn(10_000)).toBeGreaterThanOrEqual(2); // a new outage may be short
});
