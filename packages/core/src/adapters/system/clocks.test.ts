import { describe, it } from "vitest";
import { clockContract, type ClockWorld } from "../../testing/contracts/index.ts";
import { FakeClock } from "../../testing/index.ts";
import { systemClock } from "./system-clock.ts";

const atRest = (): ClockWorld => {
  const clock = new FakeClock();
  return { clock, pass: (ms) => clock.pass(ms) };
};

const system = (): ClockWorld => ({
  clock: systemClock,
  pass: (ms) => new Promise((resolve) => systemClock.setTimeout(resolve, ms)),
});

describe.each([
  ["a test", atRest],
  ["the system", system],
])("the clock of %s", (_whose, world) => {
  for (const { name, keep } of clockContract) it(name, () => keep(world()));
});
