import { expect, it } from "vitest";
import { DEFAULT_PREFERENCES } from "../app/app.port.ts";
import { hostReadings } from "../app/state.ts";
import { openWithFakes } from "../testing/index.ts";

it("every window knows how many pulls may run at a time", async () => {
  const { state, preferences$, clock } = await openWithFakes();
  await clock.pass(1_000);
  expect(hostReadings(state()).pullsAtOnce).toBe(1);
  preferences$.next({ ...DEFAULT_PREFERENCES, parallelDownloads: 3 });
  await clock.pass(1_000);
  expect(hostReadings(state()).pullsAtOnce).toBe(3);
  preferences$.next(DEFAULT_PREFERENCES);
  await clock.pass(1_000);
  expect(hostReadings(state()).pullsAtOnce).toBe(1);
});
