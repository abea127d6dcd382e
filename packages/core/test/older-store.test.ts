import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DatabaseSync } from "node:sqlite";
import { isFact } from "../src/app/events.ts";
import { evolve } from "../src/app/evolve.ts";
import { hostFacts, hostReadings, initialState, modelsOf, type AppState } from "../src/app/state.ts";
import type { EventStore } from "../src/history/event-store.port.ts";
import { installedModels } from "../src/models/models.ts";
import { host } from "../src/testing/events.ts";
import { openHistory } from "../src/adapters/index.ts";
import {
  FakeClock,
  factsIn,
  FakeOllama,
  fakeModel,
  fakePorts,
  openSession,
  settled,
} from "../src/testing/index.ts";
import { downloadRows, noticeViews } from "../src/ui/index.ts";

/** Made by stores/record-version-1.mjs and stores/record-version-2.mjs. */
const storeFile = (name: string): string => fileURLToPath(new URL(`stores/${name}.db`, import.meta.url));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "paddock-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const copyStore = (name: string): void => copyFileSync(storeFile(name), path.join(folder, "history.db"));

/** The stores were recorded with a fake Ollama, whose digests were no sha256: those identify no model. */
function giveRealDigests(): void {
  const database = new DatabaseSync(path.join(folder, "history.db"));
  for (const table of ["events", "readings"])
    database
      .prepare(`UPDATE ${table} SET data = replace(data, ?, ?)`)
      .run("digest-of-llama3.2:3b", "3".repeat(64));
  database.close();
}

const historyIn = () =>
  openHistory({
    folder,
    limits: () => ({ beforeMs: 0, bytes: Number.POSITIVE_INFINITY }),
    logger: { info() {}, warn() {} },
  });

/** The state after all events of a store. */
function stateIn(store: EventStore): AppState {
  return store.load().recorded.reduce(evolve, initialState);
}

const LOCAL_HOST = "http://localhost:11434";
const REMOTE_HOST = "http://gpu-box:11434";

describe("a history of the first version", () => {
  beforeEach(() => copyStore("version-1"));

  it("keeps its meaning and belongs to the only host of that version", () => {
    const { store } = historyIn();
    const { recorded } = store.load();
    const { facts } = stateIn(store);
    store.close();
    expect(recorded).toHaveLength(26);
    expect(Object.keys(facts.hosts)).toEqual([LOCAL_HOST]);
    const { downloads, test, operations, service } = facts.hosts[host]!;
    expect(Object.values(downloads)).toMatchObject([
      { id: "first", model: "pony:latest", situation: { kind: "completed" } },
      { id: "second", model: "foal:tiny", situation: { kind: "failed" } },
      { id: "third", model: "hf.co/u/mare:Q4_K_M", situation: { kind: "pulling" } },
    ]);
    expect(test).toMatchObject({ isRunning: false });
    expect(test?.steps.map(({ step, outcome }) => [step, outcome])).toEqual([
      ["reach", "passed"],
      ["version", "passed"],
      ["answer", "passed"],
    ]);
    expect(operations).toMatchObject([
      { kind: "copy", model: "me/shire:28m", destination: "me/copy:latest" },
    ]);
    expect(service).toMatchObject({
      situation: { kind: "running", version: "0.33.0" },
      owner: { kind: "paddock", process: { pid: 4002 } },
    });
  });

  it("is continued: unfinished work is resumed, or fails with a notice", async () => {
    const [ollama, clock] = [new FakeOllama(), new FakeClock()];
    ollama.models = [fakeModel("llama3.2:3b")];
    ollama.appear();
    clock.increment(Date.UTC(2026, 9, 2)); // a day later
    const app = openSession({ ...fakePorts({ ollama, clock }), ...historyIn() });
    await settled();
    await clock.pass(3_000);
    expect(ollama.pulls.map(({ model }) => model)).toEqual(["hf.co/u/mare:Q4_K_M"]);
    ollama.pulls[0]!.lines$.complete();
    await clock.pass(1_000);
    expect(downloadRows(app.state(), clock.now()).map(({ model, status }) => [model, status])).toEqual(
      expect.arrayContaining([
        ["pony:latest", "downloaded"],
        ["hf.co/u/mare:Q4_K_M", "downloaded"],
      ]),
    );
    const { facts } = app.state();
    expect(
      noticeViews(app.state())
        .map(({ text }) => text)
        .join(),
    ).not.toContain("damaged");
    app.close();
    const { store } = historyIn();
    expect(factsIn(store.load())).toEqual(facts);
    store.close();
  });
});

describe("a history of the version that identified hosts by their address", () => {
  beforeEach(() => copyStore("version-2"));

  it("loses nothing: every fact is read and has the right host", () => {
    const { store } = historyIn();
    const state = stateIn(store);
    const { recorded } = store.load();
    store.close();
    expect(recorded).toHaveLength(47);
    const { facts, readings } = state;
    expect(facts.watched).toEqual([{ host: LOCAL_HOST }]);
    expect(
      Object.entries(facts.hosts).map(([at, { downloads }]) => [
        at,
        Object.values(downloads).map(({ id, situation }) => [id, situation.kind]),
      ]),
    ).toEqual([
      [
        LOCAL_HOST,
        [
          ["first", "completed"],
          ["second", "failed"],
          ["paused", "paused"],
          ["third", "pulling"],
        ],
      ],
      [REMOTE_HOST, [["elsewhere", "queued"]]],
    ]);
    const here = hostFacts(state);
    expect(here.service).toMatchObject({ owner: { kind: "paddock", process: { pid: 4001 } } });
    expect(here.operations).toMatchObject([{ kind: "copy", model: "me/shire:28m" }]);
    expect(here.updateCheck).toMatchObject({ isRunning: false });
    const seen = hostReadings(state);
    expect(installedModels(modelsOf(state)).map(({ name }) => name)).toEqual(["llama3.2:3b", "me/shire:28m"]);
    expect(modelsOf(state).loaded.map(({ name }) => name)).toEqual(["llama3.2:3b"]);
    expect(Object.values(seen.models.details)).toMatchObject([{ kind: "known" }]);
    expect(Object.keys(seen.updates)).toEqual(["llama3.2:3b", "me/shire:28m"]);
    expect(Object.values(readings.hosts).map(({ progress }) => Object.keys(progress))).toEqual([
      ["first", "paused", "third"],
      ["elsewhere"],
    ]);
    expect(facts.leader?.window).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("gives the same events when read from the middle as from the beginning", () => {
    const { store } = historyIn();
    const facts = store.load().recorded.filter(({ event }) => isFact(event));
    for (const [index, { seq }] of facts.entries()) {
      expect(store.factsAfter(seq, 5)).toEqual(facts.slice(index + 1, index + 6));
      expect(store.factsBefore(seq, 5)).toEqual(facts.slice(Math.max(0, index - 5), index));
    }
    store.close();
  });

  it("can be read while a window of that version still writes to it", () => {
    const { store } = historyIn();
    const seq = store.load().recorded.at(-1)!.seq;
    const database = new DatabaseSync(path.join(folder, "history.db"));
    const insert = database.prepare("INSERT INTO events VALUES (?, ?, ?, 1, ?)");
    insert.run(seq + 1, 0, "download.completed", '{"type":"download.completed","id":"elsewhere"}');
    insert.run(seq + 2, 0, "service.stopped", '{"type":"service.stopped"}');
    database.close();
    expect(store.after(seq).map(({ event }) => "host" in event && event.host)).toEqual([
      REMOTE_HOST,
      LOCAL_HOST,
    ]);
    store.close();
  });

  it("moves the details of models to their new key when it is compacted", async () => {
    giveRealDigests();
    const clock = new FakeClock();
    const app = openSession({ ...fakePorts({ clock }), ...historyIn() });
    await settled();
    await clock.pass(12_000);
    const { store } = historyIn();
    const keys = store.readings().map(({ key }) => key);
    expect(keys.filter((key) => key === "models.loaded" || key.startsWith("details "))).toEqual([
      expect.stringMatching(/^details http:\/\/localhost:11434 /),
    ]);
    store.close();
    app.close();
  });
});
