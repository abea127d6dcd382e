import { BehaviorSubject, Subject } from "rxjs";
import { describe, expect, it } from "vitest";
import { FakeClock, FakeOllama } from "../testing/index.ts";
import { watchService } from "./watch-service.source.ts";
import type { Sighting } from "./sighting.ts";

function watch({ looks = false } = {}) {
  const ollama = new FakeOllama();
  const clock = new FakeClock();
  const looking$ = new BehaviorSubject(looks);
  const hurry$ = new Subject<void>();
  const seen: Sighting[] = [];
  const watching = watchService({ probe: ollama, api: ollama, clock, looking$, hurry$ }).subscribe(
    (sighting) => seen.push(sighting),
  );
  return { ollama, clock, looking$, hurry$, seen, watching, types: () => seen.map(({ type }) => type) };
}

describe("watching a service", () => {
  it("says only what changed", async () => {
    const { ollama, clock, types } = watch();
    ollama.appear();
    await clock.pass(60_000);
    ollama.die();
    await clock.pass(60_000);
    expect(types()).toEqual(["gone", "answered", "gone"]);
  });

  it("begins anew for each who watches", async () => {
    const ollama = new FakeOllama();
    const [clock, looking$, hurry$] = [new FakeClock(), new BehaviorSubject(false), new Subject<void>()];
    const watching$ = watchService({ probe: ollama, api: ollama, clock, looking$, hurry$ });
    ollama.appear();
    for (const whose of ["first", "second"]) {
      const seen: Sighting[] = [];
      const watching = watching$.subscribe((sighting) => seen.push(sighting));
      await clock.pass(1_000);
      watching.unsubscribe();
      expect(seen, whose).toEqual([{ type: "answered", version: ollama.versionText }]);
    }
  });

  it("sees a death at once, without having asked", async () => {
    const { ollama, clock, types } = watch();
    ollama.appear();
    await clock.pass(6_000);
    const asked = ollama.requests.length;
    await clock.pass(600_000);
    expect(ollama.requests).toHaveLength(asked);
    ollama.die();
    expect(types().at(-1)).toBe("gone");
  });

  it("does not believe one closed connection while another can be opened", async () => {
    const { ollama, clock, types } = watch();
    ollama.appear();
    await clock.pass(10_000);
    ollama.dropConnections();
    await clock.pass(10_000);
    expect(types()).toEqual(["gone", "answered"]);
    expect(ollama.requests).toEqual(["GET /api/version"]);
  });

  it("does not believe it of a young connection either", async () => {
    const { ollama, clock, types } = watch();
    ollama.appear();
    await clock.pass(5_100);
    expect(types()).toEqual(["gone", "answered"]);
    ollama.dropConnections();
    await clock.pass(10_000);
    expect(types()).toEqual(["gone", "answered"]);
  });

  it("sees that Ollama is back behind a proxy that answers all the time", async () => {
    const { ollama, clock, types } = watch({ looks: true });
    ollama.failure = { kind: "bad-gateway", status: 502 };
    ollama.appear();
    await clock.pass(60_000);
    ollama.failure = undefined;
    await clock.pass(1_100);
    expect(types().at(-1)).toBe("answered");
  });

  it("does not believe a port that takes every connection only to close it", async () => {
    const { ollama, clock, types } = watch();
    ollama.appear();
    await clock.pass(10_000);
    ollama.failure = { kind: "unreachable", cause: "reset" };
    ollama.closesAtOnce = true;
    ollama.dropConnections();
    await clock.pass(2_000);
    expect(types().at(-1)).toBe("gone");
  });

  it.each([
    ["within 30 s of a death", { looks: false, awayMs: 20_000, atMostMs: 250 }],
    ["later, while somebody looks", { looks: true, awayMs: 60_000, atMostMs: 1_000 }],
    ["later, while nobody looks", { looks: false, awayMs: 60_000, atMostMs: 5_000 }],
  ])("sees a return %s", async (_when, { looks, awayMs, atMostMs }) => {
    const { ollama, clock, types } = watch({ looks });
    ollama.appear();
    await clock.pass(6_000);
    ollama.die();
    await clock.pass(awayMs);
    ollama.appear();
    await clock.pass(atMostMs);
    expect(types().at(-1)).toBe("answered");
  });

  it("tries at 25, 50, 100 and 250 ms after our own start", async () => {
    const { ollama, clock, hurry$ } = watch();
    await clock.pass(1_000);
    const triedAtMs: number[] = [];
    const began = clock.now();
    ollama.onConnect = () => triedAtMs.push(clock.now() - began);
    hurry$.next();
    await clock.pass(700);
    expect(triedAtMs).toEqual([0, 25, 75, 175, 425, 675]);
  });

  it.each([
    ["every second while somebody looks", true, 1_000],
    ["every 5 s while nobody does", false, 5_000],
  ])("tries that often for 30 s after a death, and then %s", async (_how, looks, laterMs) => {
    const { ollama, clock } = watch({ looks });
    ollama.appear();
    await clock.pass(6_000);
    const triedAtMs: number[] = [];
    const diedAtMs = clock.now();
    ollama.onConnect = () => triedAtMs.push(clock.now() - diedAtMs);
    ollama.die();
    await clock.pass(60_000);
    const gaps = triedAtMs.slice(1).map((atMs, index) => [triedAtMs[index]!, atMs - triedAtMs[index]!]);
    for (const [atMs = 0, gapMs = 0] of gaps)
      expect(atMs < 30_000 ? gapMs <= 250 : gapMs === laterMs, `${gapMs} ms after ${atMs}`).toBe(true);
  });

  it("tries at once when somebody begins to look", async () => {
    const { ollama, clock, looking$, types } = watch();
    await clock.pass(100);
    ollama.appear();
    looking$.next(true);
    await clock.pass(25);
    expect(types()).toEqual(["gone", "answered"]);
  });

  it("tells a port that is open from a service that answers", async () => {
    const { ollama, clock, types } = watch({ looks: true });
    ollama.failure = "hang";
    ollama.appear();
    await clock.pass(2_000);
    expect(types()).toEqual(["gone", "listening"]);
    ollama.release();
    await clock.pass(2_000);
    expect(types()).toEqual(["gone", "listening", "answered"]);
  });

  it.each([
    ["without a word of it where it answers soon", 275, ["gone", "answered"]],
    ["and that it only listens, where that takes longer", 325, ["gone", "listening", "answered"]],
  ])("sees a service that opens its port and then answers, %s", async (_how, answersAfterMs, seen) => {
    const { ollama, clock, types } = watch({ looks: true });
    ollama.failure = "hang";
    ollama.appear();
    while (ollama.requests.length === 0) await clock.pass(25);
    await clock.pass(answersAfterMs);
    ollama.release();
    await clock.pass(1_000);
    expect(types()).toEqual(seen);
  });

  it("asks three times whether a service that is starting answers, before it says that it hangs", async () => {
    const { ollama, clock, types } = watch({ looks: true });
    ollama.failure = { kind: "timed-out", afterMs: 10_000 };
    ollama.appear();
    while (!types().includes("silent")) await clock.pass(25);
    expect(types()).toEqual(["gone", "listening", "silent"]);
    expect(ollama.requests).toHaveLength(3);
  });

  it("asks a service that answers for its version every 30 s, while somebody looks", async () => {
    const { ollama, clock } = watch({ looks: true });
    ollama.appear();
    await clock.pass(2_000);
    ollama.requests.length = 0;
    await clock.pass(300_000);
    expect(ollama.requests).toEqual(Array.from({ length: 10 }, () => "GET /api/version"));
  });

  it.each([
    ["a connection that was reset", { kind: "unreachable", cause: "reset" }],
    ["a proxy without an answer", { kind: "bad-gateway", status: 502 }],
  ] as const)(
    "does not believe one failed check while its connection is held: %s",
    async (_what, failure) => {
      const { ollama, clock, types } = watch({ looks: true });
      ollama.appear();
      await clock.pass(29_900);
      ollama.failure = failure;
      await clock.pass(1_100);
      ollama.failure = undefined;
      await clock.pass(60_000);
      expect(types()).toEqual(["gone", "answered"]);
    },
  );

  it("believes a check that fails twice, and sees it come back though nobody looks any more", async () => {
    const { ollama, clock, looking$, types } = watch({ looks: true });
    ollama.appear();
    await clock.pass(6_000);
    ollama.failure = { kind: "bad-gateway", status: 502 };
    await clock.pass(32_000);
    expect(types().at(-1)).toBe("out-of-reach");
    looking$.next(false);
    await clock.pass(10_000);
    ollama.failure = undefined;
    await clock.pass(5_100);
    expect(types()).toEqual(["gone", "answered", "out-of-reach", "answered"]);
  });

  it("does not report a death when connections are closed one after another, if each has lasted a second", async () => {
    const { ollama, clock, types } = watch();
    ollama.appear();
    await clock.pass(6_000);
    for (let times = 0; times < 5; times++) {
      ollama.dropConnections();
      await clock.pass(1_100);
    }
    expect(types()).toEqual(["gone", "answered"]);
  });

  it("notices a service that hangs, but only while somebody looks", async () => {
    const { ollama, clock, looking$, types } = watch();
    ollama.appear();
    await clock.pass(6_000);
    ollama.failure = { kind: "timed-out", afterMs: 10_000 };
    await clock.pass(120_000);
    expect(types().at(-1)).toBe("answered");
    looking$.next(true);
    await clock.pass(31_000);
    expect(types().at(-1)).toBe("silent");
    ollama.failure = undefined;
    await clock.pass(31_000);
    expect(types().at(-1)).toBe("answered");
  });

  it.each([
    [
      "another program",
      { kind: "unreadable", endpoint: "GET /api/version", problem: "no JSON" } as const,
      "foreign",
    ],
    ["something that is not HTTP", { kind: "not-http" } as const, "foreign"],
    ["one that lets nobody in", { kind: "forbidden", status: 403 } as const, "turned-away"],
    ["a proxy with nobody behind it", { kind: "bad-gateway", status: 502 } as const, "out-of-reach"],
    ["a way that is not there", { kind: "no-connection", detail: "EHOSTDOWN" } as const, "out-of-reach"],
  ])("tells %s from Ollama", async (_who, failure, type) => {
    const { ollama, clock, types } = watch({ looks: true });
    ollama.failure = failure;
    ollama.appear();
    await clock.pass(2_000);
    expect(types().at(-1)).toBe(type);
  });

  it("ends all it began when nobody wants it any more", async () => {
    const { ollama, clock, watching } = watch({ looks: true });
    ollama.appear();
    await clock.pass(2_000);
    watching.unsubscribe();
    const asked = ollama.requests.length;
    ollama.die();
    await clock.pass(120_000);
    expect(ollama.requests).toHaveLength(asked);
    expect(ollama.held).toBe(0);
  });
});
