import { describe, expect, it } from "vitest";
import type { AppEvent } from "../app/events.ts";
import { hostFacts, hostReadings, modelsOf } from "../app/state.ts";
import { host, pointed, running } from "../testing/events.ts";
import { fakeDetails, fakeModel, given } from "../testing/index.ts";
import { openRunning } from "../testing/action-bench.ts";
import { detailsKey } from "../models/details-key.ts";
import { dashboardView } from "../ui/index.ts";
import { describeLines } from "../service-log/description.ts";
import { DEFAULT_PREFERENCES } from "../app/app.port.ts";
import { parseSetMemories } from "./set-memory.ts";
import { planFor } from "./load-plan.ts";

/** Qwen3 14B, as `/api/show` measures it. */
const shape = {
  kind: "plain",
  blocks: 40,
  embedding: 5_120,
  cachedPerBlock: 2_048,
  feedForward: 17_408,
  inputShare: 0,
  mostContext: 40_960,
} as const;
const digest = "a".repeat(64);
const qwen = fakeModel("qwen3:14b", { sizeBytes: 9_276_198_565, digest, format: "gguf" });
const nomic = fakeModel("nomic-embed-text");
const details = fakeDetails({ shape, capabilities: ["completion"] });

const start = (devices: string): readonly string[] => [
  'time=2026-11-28T14:00:00.000Z level=INFO msg="server config" env="map[OLLAMA_CONTEXT_LENGTH:0 OLLAMA_KV_CACHE_TYPE: OLLAMA_NUM_PARALLEL:1]"',
  devices,
];
const compute = (device: string): string =>
  `time=2026-11-28T14:00:00.000Z level=INFO msg="inference compute" ${device}`;
const gpu = (gib: number): string =>
  compute(
    `id=GPU-1 library=CUDA name=CUDA0 description="RTX 4070" total="${gib} GiB" available="${gib} GiB"`,
  );
const cpu = compute('id=cpu library=cpu name=cpu description=cpu total="23.5 GiB" available="22.5 GiB"');
const memory =
  'time=2026-11-28T14:00:01.000Z level=INFO msg="system memory" total="32.0 GiB" free="16.0 GiB" free_swap="0 B"';

const known: readonly AppEvent[] = [
  pointed,
  running,
  { type: "models.listed", host, models: [qwen, nomic] },
  { type: "models.described", host, key: digest, details },
];
const described = (...lines: readonly string[]): AppEvent => ({
  type: "service.described",
  host,
  description: describeLines(lines),
});
const loaded = (name: string, bytes: number, vramBytes = bytes): AppEvent => ({
  type: "models.loaded",
  host,
  models: [
    name === qwen.name
      ? { name: qwen.name, digest, sizeBytes: bytes, vramBytes, contextLength: 4_096 }
      : { name: nomic.name, sizeBytes: bytes, vramBytes, contextLength: 2_048 },
  ],
});

const viewAfter = (...events: readonly AppEvent[]) =>
  dashboardView(given(...known, ...events).state, 5_000, { chosen: { model: qwen.name, number: 1 } });
const fitAfter = (...events: readonly AppEvent[]) => viewAfter(...events).chosen?.details?.fit;
const pointAfter = (...events: readonly AppEvent[]) => {
  const fit = fitAfter(...events);
  return fit?.caches[fit.now.cache]?.points[fit.now.context];
};

describe("whether a model fits", () => {
  it("is said with numbers, and with the longest contexts that would fit too", () => {
    expect(pointAfter(described(...start(gpu(12.5))))).toMatchObject({
      tone: "good",
      verdict: "Fits on the GPU.",
      limit: null,
      amounts: "10.1 of 12.3 GB.",
      rest: expect.stringMatching(
        /^A context of about \d\d,000 would still fit; with a q8_0 cache, of \d\d,000\.$/,
      ),
    });
  });

  it.each([4, 8, 12.5, 48])("has amounts and more for each context on a GPU of %d GB", (size) => {
    const points = fitAfter(described(...start(gpu(size)), memory))?.caches.flatMap((cache) => cache.points);
    expect(points?.length).toBeGreaterThan(12);
    for (const point of points ?? []) expect([point.amounts, point.rest]).not.toContain("");
  });

  it("is partly so on a smaller GPU, and not at all where main memory is too small as well", () => {
    expect(pointAfter(described(...start(gpu(8))))).toMatchObject({
      tone: "warn",
      verdict: "Partly on the GPU, 74%.",
      limit: { label: "7.5 GB for models on the GPU" },
    });
    const small = memory.replace('free="16.0 GiB"', 'free="1.0 GiB"');
    expect(pointAfter(described(...start(gpu(4)), small))).toMatchObject({
      tone: "wrong",
      verdict: "Too big.",
    });
  });

  it("counts no reserve of a GPU that other programs have filled", () => {
    const full = gpu(0.25).replaceAll("GPU-1", "GPU-2");
    expect(pointAfter(described(...start(gpu(12.5)), full))?.amounts).toBe("10.1 of 12.3 GB.");
  });

  it("is about main memory where there is no GPU, even if /api/ps counts a part of it as such", () => {
    const told = pointAfter(described(...start(cpu)), loaded(nomic.name, 600_000_000, 300_000_000));
    expect(told?.verdict).toBe("Fits in main memory; it runs on the CPU.");
  });

  it("is not known without the log, but as much as was on the GPU before fits", () => {
    expect(pointAfter()?.verdict).toBe("Needs 10.1 GB.");
    const measured = { digest: "b", context: 4_096, cacheType: "f16", parallel: 1 } as const;
    const seen = { ...measured, sizeBytes: 12_000_000_000, vramBytes: 12_000_000_000 };
    expect(pointAfter({ type: "fit.measured", host, measured: seen })?.verdict).toBe("Fits on the GPU.");
  });

  it("goes by the setting where the log does not tell the memory, and by the log where it does", () => {
    const set: AppEvent = { type: "fit.memory-set", host, memory: { gpuBytes: 24e9, mainBytes: 64e9 } };
    expect(pointAfter(set)?.amounts).toBe("10.1 of 22.9 GB.");
    expect(fitAfter(set)?.setMemory).toBeNull();
    expect(pointAfter(set, described(...start(gpu(8))))?.verdict).toBe("Partly on the GPU, 74%.");
    const unset: AppEvent = { type: "fit.memory-set", host };
    expect(pointAfter(set, unset)?.verdict).toBe("Needs 10.1 GB.");
    expect(fitAfter(set, unset)?.setMemory?.request).toEqual({
      type: "setting.open",
      setting: "host-memory",
    });
    const none: AppEvent = { type: "fit.memory-set", host, memory: { gpuBytes: 0, mainBytes: 64e9 } };
    expect(pointAfter(none)?.verdict).toBe("Fits in main memory; it runs on the CPU.");
  });

  it("has no more of it on the GPU than its load settings put there", () => {
    const chosen = (gpuLayers: number): AppEvent => ({
      type: "loading.chosen",
      host,
      model: qwen.name,
      settings: { gpuLayers },
    });
    const told = described(...start(gpu(16)), memory);
    expect(pointAfter(told, chosen(20))).toMatchObject({
      tone: "warn",
      verdict: "Partly on the GPU, 48%.",
      rest: expect.stringContaining("Your load settings put 20 of its 41 layers there."),
    });
    expect(pointAfter(told, chosen(0))).toMatchObject({
      verdict: "Fits in main memory; it runs on the CPU.",
      rest: expect.stringContaining("Your load settings keep it off the GPU."),
    });
    expect(pointAfter(told, chosen(99))?.verdict).toBe("Fits on the GPU.");
    const beside = pointAfter(told, chosen(0), loaded(nomic.name, 12_000_000_000));
    expect(beside?.rest).not.toContain("unloads");
  });

  it("says which loaded models must go, and does not count those twice", () => {
    const told = pointAfter(described(...start(gpu(12))), loaded(nomic.name, 2_500_000_000));
    expect(told?.rest).toMatch(
      /^Ollama unloads nomic-embed-text for it\. A context of about \d\d,000 would still fit\.$/,
    );
    const tight = pointAfter(described(...start(gpu(10)), memory), loaded(nomic.name, 2_500_000_000));
    expect(tight?.verdict).toMatch(/^Partly on the GPU/);
    expect(tight?.rest).toMatch(/^Ollama unloads .* A context of about [\d,]+ would fit\.$/);
    expect(told?.parts.map(({ kind }) => kind)).toEqual(["weights", "cache", "buffers", "kept", "free"]);
    const beside = pointAfter(described(...start(gpu(16))), loaded(nomic.name, 600_000_000));
    expect(beside?.parts.map(({ label }) => label)).toContain("nomic-embed-text 0.6");
  });

  it("uses what the last load took, and says how far off the estimate was", () => {
    const before = fitAfter(described(...start(gpu(12.5))));
    expect(before?.note).toBe("Estimate; not measured yet");
    const way = { digest, context: 8_192, cacheType: "f16", parallel: 1 } as const;
    const measured = { ...way, sizeBytes: 11_300_000_000, vramBytes: 11_300_000_000 };
    const after = fitAfter(described(...start(gpu(12.5))), { type: "fit.measured", host, measured });
    expect(after?.note).toMatch(/^Estimate; the last load took \d% more$/);
    const at = after?.contexts.indexOf("8,192") ?? -1;
    expect(after?.caches[0]?.points[at]?.amounts).toBe("11.3 of 12.3 GB.");
  });

  it("says what a loaded model takes where it cannot be compared with the estimate", () => {
    const unread = fitAfter(loaded(qwen.name, 11_300_000_000));
    expect(unread?.note).toBe("Estimate; loaded now, it takes 11.3 GB");
    const older = { name: qwen.name, digest: "b".repeat(64), sizeBytes: 4e9, vramBytes: 4e9 };
    expect(fitAfter({ type: "models.loaded", host, models: [older] })?.note).toBe(
      "Estimate; not measured yet",
    );
  });

  it("is not known for a model whose formula is not known, until it was loaded", () => {
    const unknown = fakeDetails({ shape: { kind: "unknown", because: "sliding-window" } });
    const gemma: AppEvent = { type: "models.described", host, key: digest, details: unknown };
    const told = pointAfter(described(...start(gpu(12.5))), gemma);
    expect(told).toMatchObject({ verdict: "Not known yet; at least 9.3 GB.", parts: [] });
    expect(told?.rest).toContain("sliding window");
    const way = { digest, context: 4_096, cacheType: "f16", parallel: 1 } as const;
    const measured = { ...way, sizeBytes: 9_900_000_000, vramBytes: 9_900_000_000 };
    const after = pointAfter(described(...start(gpu(12.5))), gemma, { type: "fit.measured", host, measured });
    expect(after).toMatchObject({ verdict: "Fits on the GPU.", amounts: "9.9 of 12.3 GB." });
  });

  it("is asked with the context that Ollama would cut it to, which the list alone may tell", () => {
    const small = fakeModel("small", { contextLength: 2_048 });
    const { state } = given(pointed, running, { type: "models.listed", host, models: [small] });
    const now = { facts: hostFacts(state), readings: hostReadings(state), models: modelsOf(state) };
    expect(planFor(now, small).context).toBe(2_048);
    expect(planFor(now, small, { context: 1_024 }).context).toBe(1_024);
  });

  it("has a chip above the list, once it is known of every model", () => {
    const chips = (...events: readonly AppEvent[]) =>
      viewAfter(...events).modelChips.states.map(({ label }) => label);
    const both: AppEvent = { type: "models.described", host, key: detailsKey(nomic), details };
    expect(chips(described(...start(gpu(12.5))), both)).toEqual(["All 2", "Loaded 0", "Fits 2"]);
    expect(chips(described(...start(gpu(12.5))))).toEqual(["All 2", "Loaded 0"]);
    expect(chips()).toEqual(["All 2", "Loaded 0"]);
  });

  it("stands in the row of a model, where it is known", () => {
    const row = (...events: readonly AppEvent[]) => viewAfter(...events).models.rows[qwen.name]?.about;
    expect(row(described(...start(gpu(12.5))))).toMatch(/^Available · fits · /);
    expect(row()).not.toContain("fits");
  });
});

describe("before a load", () => {
  async function openKnown(devices: string) {
    const opened = await openRunning();
    const { ollama, app } = opened;
    ollama.models = [qwen, nomic];
    ollama.details = new Map([[digest, details]]);
    const description = describeLines([...start(devices), memory]);
    await app.dispatch({ type: "service.describe", host, description });
    await opened.ask({ type: "models.refresh" });
    return opened;
  }

  it("that does not fit the GPU, the person is asked, with numbers", async () => {
    const { ask, person, ollama } = await openKnown(gpu(8));
    const load = await ask({ type: "model.load", model: qwen.name });
    expect(person.questions).toMatchObject([{ text: "Load qwen3:14b only partly on the GPU?", yes: "Load" }]);
    expect(person.questions[0]?.detail).toContain("10.1 GB");
    expect(load.ended()).toEqual({ kind: "done" });
    expect(ollama.loaded).toHaveLength(1);
  });

  it("that is only partly on the GPU because the person wants it so, nothing is asked", async () => {
    const { ask, person } = await openKnown(gpu(8));
    await ask({ type: "model.choose-loading", model: qwen.name, gpuLayers: "10" });
    await ask({ type: "model.load", model: qwen.name });
    expect(person.questions).toEqual([]);
  });

  it("nothing is asked if it fits, or if that is not known", async () => {
    for (const devices of [gpu(16), ""]) {
      const { ask, person } = await openKnown(devices);
      await ask({ type: "model.load", model: qwen.name });
      expect(person.questions).toEqual([]);
    }
  });

  it("in a test, the person is asked too", async () => {
    const { ask, person } = await openKnown(gpu(8));
    await ask({ type: "service.test", model: qwen.name });
    expect(person.questions).toHaveLength(1);
  });

  it("to try the model, the person is asked too", async () => {
    const { ask, person } = await openKnown(gpu(8));
    await ask({ type: "try.ask", model: qwen.name, prompt: "Why?" });
    expect(person.questions).toMatchObject([{ text: "Load qwen3:14b only partly on the GPU?" }]);
  });

  it("of several models that do not fit together, the person is asked once", async () => {
    const { ask, person, ollama } = await openKnown(gpu(12.5));
    const other = fakeModel("other", { sizeBytes: qwen.sizeBytes, digest: "c".repeat(64), format: "gguf" });
    ollama.models = [qwen, other];
    ollama.details = new Map([digest, other.digest].map((one) => [one, details]));
    await ask({ type: "models.refresh" });
    await ask({ type: "models.act", act: "load", models: [qwen.name, other.name] });
    expect(person.questions).toMatchObject([{ text: "Load 2 models that do not fit at the same time?" }]);
  });

  it("what it took is remembered with the context that it was cut to, which its details may tell", async () => {
    const { ask, app, ollama } = await openKnown(gpu(16));
    ollama.details = new Map([[digest, { ...details, contextLength: 8_192 }]]);
    ollama.loaded = [{ name: qwen.name, digest, contextLength: 100_000, sizeBytes: 10_400_000_000 }];
    await app.dispatch({ type: "models.describe", host, model: qwen.name });
    await ask({ type: "models.refresh" });
    expect(hostFacts(app.state()).fit?.measured).toMatchObject([{ context: 8_192 }]);
  });

  it("what it took is remembered afterwards", async () => {
    const { ask, app, ollama } = await openKnown(gpu(16));
    const sizes = { sizeBytes: 10_400_000_000, vramBytes: 10_400_000_000 };
    ollama.loaded = [{ name: qwen.name, digest, contextLength: 8_192, ...sizes }];
    await ask({ type: "models.refresh" });
    const measured = { digest, context: 8_192, cacheType: "f16", parallel: 1, ...sizes };
    expect(hostFacts(app.state()).fit).toEqual({ measured: [measured] });
  });
});

describe("the setting of the memory of hosts", () => {
  it("is read by address, with and without units", () => {
    const setting = {
      "gpu-box.local:11434": { gpu: "24 GiB", main: "64GB" },
      localhost: { gpu: 8 },
    };
    expect(Object.values(parseSetMemories(setting))).toEqual([
      { gpuBytes: 24 * 1024 ** 3, mainBytes: 64e9 },
      { gpuBytes: 8e9 },
    ]);
    expect(Object.keys(parseSetMemories({ localhost: { gpu: "0" } }))).toEqual([host]);
  });

  it.each([undefined, null, 5, "24 GB", [], { "x y": { gpu: "1 GB" } }, { a: 5 }, { a: { gpu: "much" } }])(
    "counts as not there where it is %j",
    (setting) => expect(parseSetMemories(setting)).toEqual({}),
  );

  it("is remembered as long as it holds, and forgotten with it", async () => {
    const { preferences$, app, clock } = await openRunning();
    const remembered = () => hostFacts(app.state()).fit;
    preferences$.next({ ...DEFAULT_PREFERENCES, hostMemory: { [host]: { gpuBytes: 8e9 } } });
    await clock.pass(100);
    expect(remembered()).toEqual({ measured: [], memory: { gpuBytes: 8e9 } });
    preferences$.next(DEFAULT_PREFERENCES);
    await clock.pass(100);
    expect(remembered()).toBeUndefined();
  });
});
