import { BehaviorSubject, Subject } from "rxjs";
import { describe, expect, it } from "vitest";
import type { ModelSign } from "./log-signs.ts";
import type { ModelList } from "./models.ts";
import { FakeClock, FakeOllama, fakeModel } from "../testing/index.ts";
import { watchModels, type ListsEvent } from "./watch-models.source.ts";

function watch() {
  const ollama = new FakeOllama();
  ollama.appear();
  ollama.models = [fakeModel("pony")];
  const clock = new FakeClock();
  const running$ = new BehaviorSubject(true);
  const looking$ = new BehaviorSubject(false);
  const changed$ = new Subject<void>();
  const signs$ = new Subject<ModelSign>();
  const readings: ListsEvent[] = [];
  let list: ModelList | undefined;
  const reading$ = watchModels({
    api: ollama,
    known: () => list,
    clock,
    running$,
    looking$,
    changed$,
    signs$,
  });
  reading$.subscribe((reading) => {
    readings.push(reading);
    if (reading.type === "models.listed") list = { models: reading.models, atMs: 0, seq: 0 };
    if (reading.type === "models.confirmed" && list) list = { models: list.models, atMs: 0, seq: 0 };
    if (reading.type === "models.changed-elsewhere" && list) list = { ...list, isStale: true };
  });
  return { reading$, ollama, clock, running$, looking$, changed$, signs$, readings };
}

describe("watching the models", () => {
  it("reads both lists when a view becomes visible, and nothing before", async () => {
    const { ollama, clock, looking$, readings } = watch();
    await clock.pass(60_000);
    expect(ollama.requests).toEqual([]);
    looking$.next(true);
    await clock.pass(1_000);
    expect(ollama.requests).toEqual(["GET /api/tags", "GET /api/ps"]);
    expect(readings.map(({ type }) => type)).toEqual(["models.listed", "models.loaded"]);
  });

  it("starts over for each subscriber: a failure is reported to each", async () => {
    const { reading$, ollama, clock, looking$, readings } = watch();
    ollama.failure = { kind: "busy" };
    looking$.next(true);
    await clock.pass(1_000);
    const later: ListsEvent[] = [];
    reading$.subscribe((reading) => later.push(reading));
    await clock.pass(1_000);
    const unread = [{ type: "models.unread", failure: { kind: "busy" } }];
    expect([readings, later]).toEqual([unread, unread]);
  });

  it("also reports a first list that is empty", async () => {
    const { ollama, clock, looking$, readings } = watch();
    ollama.models = [];
    looking$.next(true);
    await clock.pass(33_000);
    expect(readings.map(({ type }) => type).filter((type) => type !== "models.loaded")).toEqual([
      "models.listed",
      "models.confirmed",
    ]);
  });

  it("reads the lists after a change, even if no view is visible", async () => {
    const { ollama, clock, changed$ } = watch();
    changed$.next();
    await clock.pass(100);
    expect(ollama.requests).toEqual(["GET /api/tags", "GET /api/ps"]);
  });

  it("sends no requests while the service does not run", async () => {
    const { ollama, clock, running$, looking$, changed$ } = watch();
    running$.next(false);
    looking$.next(true);
    changed$.next();
    await clock.pass(60_000);
    expect(ollama.requests).toEqual([]);
    running$.next(true);
    await clock.pass(100);
    expect(ollama.requests).toHaveLength(2);
  });

  it("reads the loaded models when one is due to be unloaded", async () => {
    const { ollama, clock, looking$ } = watch();
    const [model] = ollama.models;
    ollama.loaded = [{ name: model!.name, sizeBytes: 1, vramBytes: 1, expiresAtMs: 4_000 }];
    looking$.next(true);
    await clock.pass(4_000);
    expect(ollama.requests).toHaveLength(2);
    await clock.pass(600);
    expect(ollama.requests).toEqual(["GET /api/tags", "GET /api/ps", "GET /api/ps"]);
  });

  it("reports once that a list cannot be read, and again after a good one", async () => {
    const { ollama, clock, looking$, readings } = watch();
    ollama.failure = { kind: "unreadable", endpoint: "GET /api/tags", problem: "not JSON" };
    looking$.next(true);
    await clock.pass(120_000);
    expect(readings.map(({ type }) => type)).toEqual(["models.unread"]);
    ollama.failure = undefined;
    await clock.pass(81_000);
    ollama.failure = { kind: "unreadable", endpoint: "GET /api/tags", problem: "not JSON" };
    await clock.pass(81_000);
    expect(readings.filter(({ type }) => type === "models.unread")).toHaveLength(2);
  });

  it("emits one list if the other cannot be read, and reports that once", async () => {
    const { ollama, clock, looking$, readings } = watch();
    ollama.failures.set("GET /api/ps", { kind: "unreadable", endpoint: "GET /api/ps", problem: "not JSON" });
    looking$.next(true);
    await clock.pass(300_000);
    expect(readings.filter(({ type }) => type === "models.unread")).toHaveLength(1);
    expect(readings[0]).toMatchObject({ type: "models.listed", models: ollama.models });
    ollama.failures.clear();
    ollama.failures.set("GET /api/tags", {
      kind: "unreadable",
      endpoint: "GET /api/tags",
      problem: "not JSON",
    });
    await clock.pass(300_000);
    expect(readings.filter(({ type }) => type === "models.unread")).toHaveLength(2);
  });

  it("does not report that the service went away", async () => {
    const { ollama, clock, looking$, readings } = watch();
    ollama.die();
    looking$.next(true);
    await clock.pass(31_000);
    expect(readings).toEqual([]);
  });

  it.each([
    ["about every half minute, as long as nothing was seen of others", false, 32_000],
    ["less often once that was seen", true, 80_000],
  ])("reads the list of installed models %s", async (_how, isSeen, everyMs) => {
    const { ollama, clock, looking$, signs$ } = watch();
    if (isSeen) signs$.next("installed");
    looking$.next(true);
    await clock.pass(100);
    ollama.requests.length = 0;
    await clock.pass(everyMs * 4);
    expect(ollama.requests.filter((request) => request === "GET /api/tags")).toHaveLength(4);
  });

  it.each([false, true])(
    "sends at most four requests in any minute while a view is visible and nothing changes, signs: %s",
    async (isSeen) => {
      const { ollama, clock, looking$, signs$ } = watch();
      if (isSeen) signs$.next("installed");
      looking$.next(true);
      await clock.pass(100);
      ollama.requests.length = 0;
      const sentAtMs: number[] = [];
      for (let ms = 0; ms < 600_000; ms += 100) {
        await clock.pass(100);
        sentAtMs.push(...ollama.requests.splice(0).map(() => ms));
      }
      expect(sentAtMs.length).toBeGreaterThan(30);
      for (const fromMs of sentAtMs) {
        const inTheMinute = sentAtMs.filter((ms) => ms >= fromMs && ms <= fromMs + 60_000);
        expect(inTheMinute.length).toBeLessThanOrEqual(4);
      }
    },
  );

  it("reads at once what others were seen to have changed, if a view is visible", async () => {
    const { ollama, clock, looking$, signs$ } = watch();
    looking$.next(true);
    await clock.pass(100);
    ollama.requests.length = 0;
    signs$.next("installed");
    await clock.pass(25);
    expect(ollama.requests).toEqual(["GET /api/tags"]);
    signs$.next("loaded");
    await clock.pass(25);
    expect(ollama.requests).toEqual(["GET /api/tags", "GET /api/ps"]);
  });

  it("reads what is loaded at most every 2 s, however many requests others send, and once after the last", async () => {
    const { ollama, clock, looking$, signs$ } = watch();
    looking$.next(true);
    await clock.pass(100);
    ollama.requests.length = 0;
    for (let times = 0; times < 100; times++) {
      signs$.next("loaded");
      await clock.pass(50);
    }
    expect(ollama.requests.length).toBeLessThanOrEqual(3);
    ollama.requests.length = 0;
    await clock.pass(2_000);
    expect(ollama.requests).toEqual(["GET /api/ps"]);
  });

  it("reads what is installed at most every second, however many changes are seen, and once after the last", async () => {
    const { ollama, clock, looking$, signs$ } = watch();
    looking$.next(true);
    await clock.pass(100);
    ollama.requests.length = 0;
    for (let times = 0; times < 48; times++) {
      signs$.next("installed");
      await clock.pass(100);
    }
    expect(ollama.requests.length).toBeLessThanOrEqual(6);
    ollama.requests.length = 0;
    await clock.pass(1_000);
    expect(ollama.requests).toEqual(["GET /api/tags"]);
  });

  it("only marks a list that others have changed while no view is visible, once, until it is read", async () => {
    const { ollama, clock, looking$, signs$, readings } = watch();
    looking$.next(true);
    await clock.pass(100);
    looking$.next(false);
    [ollama.requests.length, readings.length] = [0, 0];
    signs$.next("installed");
    signs$.next("installed");
    signs$.next("loaded");
    await clock.pass(60_000);
    expect(ollama.requests).toEqual([]);
    expect(readings).toEqual([{ type: "models.changed-elsewhere" }]);
    looking$.next(true);
    await clock.pass(25);
    looking$.next(false);
    signs$.next("installed");
    expect(readings.filter(({ type }) => type === "models.changed-elsewhere")).toHaveLength(2);
  });

  it("reads the list once when a model is loaded that is not in it", async () => {
    const { ollama, clock, looking$, signs$ } = watch();
    signs$.next("installed"); // the list is not due within this time
    looking$.next(true);
    await clock.pass(100);
    const [pony] = ollama.models;
    const foal = fakeModel("foal"); // deleted, or pulled a moment ago
    ollama.loaded = [pony!, foal].map(({ name }) => ({
      name,
      sizeBytes: 1,
      vramBytes: 1,
      expiresAtMs: 900_000,
    }));
    ollama.requests.length = 0;
    await clock.pass(33_000);
    expect(ollama.requests).toEqual(["GET /api/ps", "GET /api/tags", "GET /api/ps"]);
  });
});
