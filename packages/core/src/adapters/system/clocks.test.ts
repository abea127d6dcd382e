import { describe, it } from "vitest";
import { clockContract, type ClockWorld } from "../../testing/contracts/index.ts";
import { FakeClock } from "../../testing/index.ts";
import { systemClock } from "./system-clock.ts";

const fakeTime = (): ClockWorld => {
  const clock = new FakeClock();
  return { clock, pass: (ms) => clock.pass(ms) };
};

const systemTime = (): ClockWorld => ({
  clock: systemClock,
  pass: (ms) => new Promise((resolve) => systemClock.setTimeout(resolve, ms)),
});

// They run at the same time, since most of their time they wait.
describe.concurrent.each([
  ["tests", fakeTime],
  ["the system", systemTime],
])("the clock of %s", (_whose, world) => {
  for (const { name, keep } of clockContract) it(name, () => keep(world()));
});
