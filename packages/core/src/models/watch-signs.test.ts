import { describe, expect, it } from "vitest";
import { modelsOf } from "../app/state.ts";
import { host } from "../testing/events.ts";
import { fakeDetails, fakeModel, openWithFakes } from "../testing/index.ts";
import { installedModels } from "./models.ts";
import { createRefreshIfStale, freshState, isListStale } from "./refresh-models.action.ts";

const BLOB = `/data/models/blobs/sha256-${"0".repeat(64)}`;

async function openRunning({ isOurs = false } = {}) {
  const opened = await openWithFakes();
  const { ollama, owner, clock } = opened;
  if (isOurs) owner.own = { pid: 4001, startedAt: "now", executable: "/usr/local/bin/ollama" };
  ollama.models = [fakeModel("pony"), fakeModel("tiny", { sizeBytes: 1 })];
  ollama.details = new Map([[fakeModel("tiny").digest, fakeDetails({ modelfile: `FROM ${BLOB}\n` })]]);
  ollama.appear();
  await clock.pass(6_000);
  ollama.requests.length = 0;
  const names = (): readonly string[] => installedModels(modelsOf(opened.state())).map(({ name }) => name);
  return { ...opened, names };
}

describe("what others do with the models", () => {
  it("is shown at once while a view is visible", async () => {
    const { ollama, signs, clock, looking$, names } = await openRunning();
    looking$.next(true);
    await clock.pass(100);
    ollama.models = [fakeModel("foal"), ...ollama.models];
    signs.give("installed");
    await clock.pass(25);
    expect(names()).toContain("foal:latest");
  });

  it("is read when the state is asked for, if no view is visible", async () => {
    const { app, ollama, signs, clock, looking$, logger, names, state } = await openRunning();
    looking$.next(true);
    await clock.pass(100);
    looking$.next(false);
    ollama.requests.length = 0;
    ollama.models = [fakeModel("foal"), ...ollama.models];
    const [pony] = ollama.models;
    ollama.loaded = [{ name: pony!.name, sizeBytes: 1, vramBytes: 1, expiresAtMs: 900_000 }];
    expect(isListStale(state())).toBe(false);
    signs.give("installed");
    await clock.pass(60_000);
    expect(ollama.requests).toEqual([]);
    expect(isListStale(state())).toBe(true);
    const fresh = await freshState({ app, clock, logger });
    expect(installedModels(modelsOf(fresh)).map(({ name }) => name)).toContain("foal:latest");
    expect(modelsOf(fresh).loaded).toEqual(ollama.loaded);
    expect(isListStale(state())).toBe(false);
    expect(names()).toContain("foal:latest");
  });

  it("resolves with the last known state where nothing can be read", async () => {
    const { app, ollama, clock, logger, names } = await openRunning();
    await app.dispatch({ type: "models.refresh", host });
    await clock.pass(100);
    ollama.failure = { kind: "busy" };
    const asked = freshState({ app, clock, logger });
    await clock.pass(4_000);
    expect(installedModels(modelsOf(await asked))).toHaveLength(names().length);
    ollama.die();
    await clock.pass(1_000);
    expect(installedModels(modelsOf(await freshState({ app, clock, logger })))).toHaveLength(2);
  });

  it("also resolves with it if Paddock itself cannot ask, and logs why", async () => {
    const { app, clock, names } = await openRunning();
    const warned: string[] = [];
    const logger = { info() {}, warn: (line: string) => void warned.push(line) };
    const broken = { ...app, dispatch: () => Promise.reject(new Error("no lock")) };
    const fresh = await freshState({ app: broken, clock, logger });
    expect(installedModels(modelsOf(fresh))).toHaveLength(names().length);
    expect(warned).toEqual([expect.stringContaining("no lock")]);
  });

  it("is read once for another extension that looks at a list that is known to be stale", async () => {
    const { app, ollama, signs, clock, logger, state } = await openRunning();
    const refreshIfStale = createRefreshIfStale({ app, clock, logger });
    refreshIfStale();
    expect(ollama.requests).toEqual([]);
    for (let times = 0; times < 2; times++) {
      await app.dispatch({ type: "models.refresh", host });
      await clock.pass(100);
      ollama.requests.length = 0;
      signs.give("installed");
      refreshIfStale();
      refreshIfStale();
      await clock.pass(100);
      expect(ollama.requests).toEqual(["GET /api/tags", "GET /api/ps"]);
      expect(isListStale(state())).toBe(false);
    }
  });
});

describe("the models folder", () => {
  it("of a service that we started is known without a request", async () => {
    const { ollama, signs, clock, looking$ } = await openRunning({ isOurs: true });
    looking$.next(true);
    await clock.pass(12_000);
    expect([...signs.watched]).toEqual([{ isOurs: true, blobFiles: [] }]);
    expect(ollama.requests).toEqual(["GET /api/tags", "GET /api/ps"]);
  });

  it("of another service is asked for once, while a view is visible", async () => {
    const { ollama, signs, clock, looking$ } = await openRunning();
    await clock.pass(60_000);
    expect([...signs.watched]).toEqual([{ isOurs: false, blobFiles: [] }]);
    expect(ollama.requests).toEqual([]);
    looking$.next(true);
    await clock.pass(6_000);
    expect(ollama.requests).toEqual(["GET /api/tags", "GET /api/ps", "POST /api/show"]);
    expect([...signs.watched]).toEqual([{ isOurs: false, blobFiles: [BLOB] }]);
    await clock.pass(600_000);
    expect(ollama.requests.filter((request) => request === "POST /api/show")).toHaveLength(1);
  });

  it("is also asked for while other things happen", async () => {
    const { app, ollama, clock, looking$ } = await openRunning();
    looking$.next(true);
    await clock.pass(1_000);
    await app.dispatch({ type: "updates.check", host });
    await clock.pass(5_000);
    expect(ollama.requests).toContain("POST /api/show");
  });

  it("is not asked for again if that failed", async () => {
    const { ollama, clock, looking$ } = await openRunning();
    ollama.failures.set("POST /api/show", { kind: "no-such-model" });
    looking$.next(true);
    await clock.pass(600_000);
    expect(ollama.requests.filter((request) => request === "POST /api/show")).toHaveLength(1);
  });
});
