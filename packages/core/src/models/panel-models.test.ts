import { describe, expect, it } from "vitest";
import { parseDownloadId } from "../downloads/download-id.ts";
import type { AppEvent } from "../app/events.ts";
import { host, pointed, running } from "../testing/events.ts";
import { fakeDetails, fakeModel, given, modelName } from "../testing/index.ts";
import { dashboardView, unkeyed } from "../ui/index.ts";
import { contextNote } from "./context-note.view.ts";
import { textsOf } from "./model-texts.view.ts";
import { shortModelName, shortModelNames } from "./short-name.view.ts";

describe("a short name", () => {
  it.each([
    ["llama3.2:latest", "llama3.2"],
    ["qwen3:14b", "qwen3:14b"],
    ["hf.co/unsloth/Qwen3-30B-A3B-GGUF:Q4_K_M", "Qwen3-30B-A3B:Q4_K_M"],
    ["someone/agent:latest", "agent"],
    [`ggml:${"a".repeat(64)}`, "converted weights aaaaaaaaaaaa"],
  ])("of %s is %s", (name, short) => {
    expect(shortModelName(modelName(name))).toBe(short);
  });

  it("is the whole one where two models would have the same", () => {
    const [mine, theirs, other] = ["agent", "someone/agent", "foal"].map((name) => modelName(name));
    const names = [mine!, theirs!, other!];
    expect(names.map(shortModelNames(names))).toEqual(["agent:latest", "someone/agent:latest", "foal"]);
  });
});

describe("the list of the panel", () => {
  const pony = fakeModel("pony", { capabilities: ["completion", "tools"], sizeBytes: 2e9 });
  const foal = fakeModel("foal", { capabilities: ["embedding"], family: "bert" });
  const listed = { type: "models.listed", host, models: [pony, foal] } as const;
  const viewAfter = (...events: readonly AppEvent[]) => dashboardView(given(...events).state, 0);
  const loadedAs = (sizes: { sizeBytes: number; vramBytes?: number; expiresAtMs?: number }) => {
    const loaded = { type: "models.loaded", host, models: [{ name: pony.name, ...sizes }] } as const;
    return unkeyed(viewAfter(pointed, running, listed, loaded).models).find(({ key }) => key === pony.name);
  };

  it("says the most telling word first", () => {
    const all = loadedAs({ sizeBytes: 4e9, vramBytes: 4e9, expiresAtMs: 240_000 });
    expect(all).toMatchObject({
      about: "Loaded · 4.0 GB · 4 min left · all on the GPU",
      icon: "loaded",
    });
    expect(loadedAs({ sizeBytes: 4e9, vramBytes: 3e9 })).toMatchObject({
      about: "Loaded · 4.0 GB · 75% on the GPU",
      icon: "partly",
    });
    expect(loadedAs({ sizeBytes: 4e9, vramBytes: 0 })?.about).toBe("Loaded · 4.0 GB · on the CPU");
    expect(loadedAs({ sizeBytes: 0 })?.about).toBe("Loaded");
  });

  it("says that an installed model is downloaded only while it is", () => {
    const id = parseDownloadId("d1")!;
    const queued = { type: "download.requested", host, id, model: pony.name } as const;
    const aboutAfter = (...events: readonly AppEvent[]) =>
      unkeyed(viewAfter(pointed, running, listed, queued, ...events).models).at(-1)?.about;
    expect(aboutAfter()).toMatch(/^Available/);
    expect(aboutAfter({ type: "download.started", host, id })).toBe("Downloading");
  });

  it("has chips for what is there", () => {
    const { modelChips, models } = viewAfter(pointed, running, listed);
    expect(modelChips.states.map(({ label }) => label)).toEqual(["All 2", "Loaded 0"]);
    expect(modelChips.capabilities.map(({ label }) => label)).toEqual(["embedding", "tools"]);
    expect(unkeyed(models).map(({ groups }) => groups)).toEqual([
      ["unjudged", "can:embedding"],
      ["unjudged", "can:completion", "can:tools"],
    ]);
    expect(unkeyed(models)[0]?.search).toContain("bert");
    for (const word of ["chat", "completion"]) expect(unkeyed(models)[1]?.search).toContain(word);
  });

  describe("has a row for a model that is downloaded for the first time", () => {
    const id = parseDownloadId("d1")!;
    const goat = fakeModel("goat");
    const layers = [{ digest: "sha256:a", sizeBytes: 8_100_000_000 }];
    const requested = { type: "download.requested", host, id, model: goat.name, layers } as const;
    const started = { type: "download.started", host, id } as const;
    const progress = { step: "pulling", doneBytes: 3.4e9, totalBytes: 8.1e9, share: 0.42 } as const;
    const moving = { ...progress, bytesPerSecond: 24_600_000 };
    const progressed = { type: "download.progressed", host, id, progress: moving } as const;
    const completed = { type: "download.completed", host, id } as const;
    const before = [pointed, running, listed, requested] as const;
    const rowsAfter = (...events: readonly AppEvent[]) => unkeyed(viewAfter(...before, ...events).models);
    const keysAfter = (...events: readonly AppEvent[]) => rowsAfter(...events).map(({ key }) => key);
    const ALL = [foal.name, goat.name, pony.name];

    it("in its place among the others, once its turn has come", () => {
      expect(keysAfter()).toEqual([foal.name, pony.name]);
      expect(keysAfter(started)).toEqual(ALL);
      expect(rowsAfter(started, progressed)[1]).toMatchObject({
        about: "Downloading · 42% · 4 min left",
        size: "8.1 GB",
        icon: "downloading",
        presence: "coming",
      });
      expect(viewAfter(...before, started).modelChips.states[0]?.label).toBe("All 3");
    });

    const paused = [
      { type: "download.pause-requested", host, id },
      { type: "download.paused", host, id },
    ] as const;
    const stopped = [
      { type: "service.stopped", host },
      { type: "download.queued", host, id },
    ] as const;
    const failure = { kind: "unreachable", cause: "reset" } as const;
    const retry = { attempt: 1, attempts: 6, afterMs: 20_000 };
    it.each([
      ["is paused", paused, "Paused · 42%"],
      ["is pausing", paused.slice(0, 1), "Pausing… · 42%"],
      ["is cancelled", [{ type: "download.cancel-requested", host, id }], "Cancelling… · 42%"],
      ["waits for Ollama", stopped, "Waiting for Ollama to start · 42%"],
      ["waits for its turn in a new window", [pointed, running, listed], "Starting · 42%"],
      [
        "waits before it is tried again",
        [{ type: "download.retry-scheduled", host, id, failure, ...retry }],
        expect.stringMatching(/^Trying again in .+ · 42%$/),
      ],
    ] as const)("and keeps it there, with its size, while it %s", (_, rests, about) => {
      const events = [started, progressed, ...rests];
      expect(keysAfter(...events)).toEqual(ALL);
      expect(rowsAfter(...events)[1]).toMatchObject({ about, size: "8.1 GB", icon: "coming" });
    });

    it("and keeps it between its attempts, before its first byte", () => {
      const rows = rowsAfter(started, { type: "download.retry-scheduled", host, id, failure, ...retry });
      expect(rows[1]).toMatchObject({
        key: goat.name,
        about: expect.stringMatching(/^Trying again in [^·]+$/),
      });
      expect(rowsAfter(started)[1]).toMatchObject({ about: "Contacting the registry" });
    });

    it("and says of one that comes from a file that it is imported", () => {
      const from = { file: "/home/goat.gguf", label: "goat.gguf" };
      const events = [pointed, running, listed, { ...requested, from }, started, progressed] as const;
      expect(unkeyed(viewAfter(...events).models)[1]?.about).toBe("Being imported · 42%");
    });

    it("but not if nothing of it was ever fetched", () => {
      const cancelled = { type: "download.cancel-requested", host, id } as const;
      for (const rests of [paused.slice(0, 1), paused, [cancelled]])
        expect(keysAfter(...rests)).toEqual([foal.name, pony.name]);
    });

    it("until it is in the list, or turns out not to be, but not while the download fails", () => {
      for (const later of [[], [{ type: "service.stopped", host }]] as const) {
        expect(keysAfter(started, progressed, completed, ...later)).toEqual(ALL);
        expect(rowsAfter(started, progressed, completed, ...later)[1]).toMatchObject({
          about: "Downloaded",
          size: "8.1 GB",
        });
      }
      expect(rowsAfter(started, completed, { ...listed, models: [pony, foal, goat] })[1]).toMatchObject({
        presence: "usable",
      });
      expect(keysAfter(started, completed, listed)).toEqual([foal.name, pony.name]);
      const failed = { type: "download.failed", host, id, failure: { kind: "disk-full" } } as const;
      expect(keysAfter(started, failed)).toEqual([foal.name, pony.name]);
    });

    it("whose bytes count in a selection of several", () => {
      const { state } = given(...before, started, progressed);
      const view = dashboardView(state, 0, { chosen: { model: pony.name, number: 1, also: [goat.name] } });
      expect(view.chosen?.several).toMatchObject({
        title: "2 models · 10.1 GB",
        names: ["goat:latest", "pony:latest"], // as in the list
        actions: [
          { label: "Load 1", tooltip: "pony:latest" },
          { label: "Delete 1…", tooltip: "pony:latest" },
        ],
      });
    });

    it("whose details lead to its download", () => {
      const { state } = given(...before, started, progressed);
      const view = dashboardView(state, 0, { chosen: { model: goat.name, number: 1 } });
      expect(view.chosen?.details).toMatchObject({
        state: "Downloading",
        now: "42% · 4 min left",
        actions: [{ label: "Show Downloads" }, { label: "Pause" }],
        more: [{ label: "Cancel Download" }],
      });
    });
  });
});

it("the context for agents is said of each model that they could use, loaded or not", () => {
  const note = (allocated?: number, { most = 131_072, capabilities = ["tools"] } = {}) =>
    contextNote({ allocated, most, capabilities });
  expect(note()).toContain("64,000 tokens");
  expect(note(4_096)).toBe(note());
  expect(note(65_536)).toBe("Its context is long enough for agents and coding tools.");
  expect(note(4_096, { most: 8_192 })).toBe("");
  expect(note(4_096, { capabilities: ["embedding"] })).toBe("");
});

it("the parameters of a model are a table, in which one with several values has one row", () => {
  const parameters = 'temperature                    0.6\nstop                           "<a>"\nstop   "<b>"';
  const table = textsOf(fakeDetails({ parameters })).find(({ label }) => label === "Parameters");
  expect(table).toMatchObject({
    summary: "2",
    rows: [
      { name: "temperature", value: "0.6" },
      { name: "stop", value: '"<a>", "<b>"' },
    ],
  });
});
