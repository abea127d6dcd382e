import { BehaviorSubject, Subject } from "rxjs";
import { describe, expect, it } from "vitest";
import type { Model } from "./models-events.ts";
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
  const readings: ListsEvent[] = [];
  let listed: readonly Model[] | undefined;
  const reading$ = watchModels({
    api: ollama,
    listed: () => listed,
    clock,
    running$,
    looking$,
    changed$,
  });
  reading$.subscribe((reading) => {
    readings.push(reading);
    if (reading.type === "models.listed") listed = reading.models;
  });
  return { reading$, ollama, clock, running$, looking$, changed$, readings };
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
    await clock.pass(31_000);
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
    await clock.pass(31_000);
    ollama.failure = { kind: "unreadable", endpoint: "GET /api/tags", problem: "not JSON" };
    await clock.pass(31_000);
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
});
