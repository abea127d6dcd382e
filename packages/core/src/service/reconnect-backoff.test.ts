import { describe, expect, it } from "vitest";
import { watchFake } from "../testing/watched-service.ts";

describe("a service that does not answer", () => {
  it("connects with delays of 25, 50, 100 and 250 ms after our own start", async () => {
    const { ollama, clock, ownStart$ } = watchFake();
    await clock.pass(1_000);
    const triedAtMs: number[] = [];
    const began = clock.now();
    ollama.onConnect = () => triedAtMs.push(clock.now() - began);
    ownStart$.next();
    await clock.pass(700);
    expect(triedAtMs).toEqual([0, 25, 75, 175, 425, 675]);
  });

  it.each([
    ["every second while a window is looked at", { looks: true }, [1_000]],
    ["every 15 s while a status bar tells about it", {}, [5_000, 10_000, 15_000]],
  ])("connects as often for 30 s after a death, and then %s", async (_how, options, laterMs) => {
    const { ollama, clock } = watchFake(options);
    ollama.appear();
    await clock.pass(6_000);
    const triedAtMs: number[] = [];
    const diedAtMs = clock.now();
    ollama.onConnect = () => triedAtMs.push(clock.now() - diedAtMs);
    ollama.die();
    await clock.pass(300_000);
    const gaps = triedAtMs
      .slice(1)
      .map((atMs, index) => [triedAtMs[index]!, atMs - triedAtMs[index]!] as const);
    for (const [atMs, gapMs] of gaps.filter(([at]) => at < 30_000))
      expect(gapMs, `after ${atMs}`).toBeLessThanOrEqual(250);
    const later = gaps.filter(([at]) => at >= 30_000).map(([, gapMs]) => gapMs);
    expect(later).toEqual(later.map((_gap, index) => laterMs[Math.min(index, laterMs.length - 1)]));
    expect(later.length).toBeGreaterThanOrEqual(laterMs.length);
  });

  it("connects once a minute from the death on while nothing shows it", async () => {
    const { ollama, clock } = watchFake({ shown: false });
    ollama.appear();
    await clock.pass(66_000);
    const triedAtMs: number[] = [];
    const diedAtMs = clock.now();
    ollama.onConnect = () => triedAtMs.push(clock.now() - diedAtMs);
    ollama.die();
    await clock.pass(300_000);
    expect(triedAtMs).toEqual([0, 60_000, 120_000, 180_000, 240_000, 300_000]);
  });

  it("connects at once when a window that shows it gets the focus", async () => {
    const { ollama, clock, attended$, types } = watchFake();
    await clock.pass(3_600_000);
    ollama.appear();
    attended$.next();
    await clock.pass(100);
    expect(types().at(-1)).toBe("answered");
  });

  it("connects at once when a window gets looked at", async () => {
    const { ollama, clock, looking$, types } = watchFake();
    await clock.pass(100);
    ollama.appear();
    looking$.next(true);
    await clock.pass(25);
    expect(types()).toEqual(["gone", "answered"]);
  });
});
