import fc from "fast-check";
import { expect, it } from "vitest";
import { FakeClock } from "../testing/fake-clock.ts";
import { createThroughputMeter } from "./throughput-meter.source.ts";

const meterAt = (clock: FakeClock) => {
  const measure = createThroughputMeter(clock);
  return (receivedBytes: number) => measure({ step: "pulling", receivedBytes }).bytesPerSecond;
};

it("measures the bytes of the last seconds, once there are enough", () => {
  const clock = new FakeClock();
  const measure = meterAt(clock);
  const rates = [0, 100, 200, 300, 400].map((bytes) => {
    const rate = measure(bytes);
    clock.increment(500);
    return rate;
  });
  expect(rates).toEqual([undefined, undefined, 200, 200, 200]);
});

it("stays the same while no bytes arrive, until it is unknown: the time left does not grow", () => {
  const steps = fc.array(fc.record({ bytes: fc.nat(1_000), ms: fc.integer({ min: 60, max: 4_000 }) }), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(steps, fc.array(fc.integer({ min: 60, max: 2_000 }), { maxLength: 20 }), (moving, silent) => {
      const clock = new FakeClock();
      const measure = meterAt(clock);
      let received = 0;
      let rate = measure(received);
      for (const { bytes, ms } of moving) {
        clock.increment(ms);
        received += bytes;
        rate = measure(received);
      }
      for (const ms of silent) {
        clock.increment(ms);
        const next = measure(received);
        if (next !== undefined) expect(next).toBe(rate);
        rate = next;
      }
      if (silent.reduce((sum, ms) => sum + ms, 0) > 5_000) expect(rate).toBeUndefined();
    }),
  );
});

it("goes on after the clock was set back", () => {
  let nowMs = 3_600_000;
  const measure = createThroughputMeter({ now: () => nowMs });
  const rates = [0, 100, 200, 300, 400, 500].map((receivedBytes) => {
    const { bytesPerSecond } = measure({ step: "pulling", receivedBytes });
    nowMs += receivedBytes === 200 ? -1_800_000 : 500;
    return bytesPerSecond;
  });
  expect(rates).toEqual([undefined, undefined, 200, undefined, undefined, 200]);
});

it("forgets the time in which nothing arrived", () => {
  const clock = new FakeClock();
  const measure = meterAt(clock);
  for (const bytes of [0, 1_000, 2_000]) {
    measure(bytes);
    clock.increment(1_000);
  }
  clock.increment(60_000);
  expect(measure(3_000)).toBeUndefined();
  clock.increment(1_000);
  expect(measure(4_000)).toBe(1_000);
});
