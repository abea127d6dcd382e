import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hostFacts } from "../app/state.ts";
import { openRunning } from "../testing/action-bench.ts";
import { host } from "../testing/events.ts";
import { fakeDetails, fakeModel, LLAMA_SHAPE, modelName } from "../testing/index.ts";
import { DEFAULT_PREFERENCES } from "../app/app.port.ts";
import { dashboardView } from "../ui/index.ts";
import {
  evolveLoadSettings,
  isCurrentLoading,
  type AllLoadSettings,
  type LoadingEvent,
} from "./load-settings.ts";
import { parseLoadSettings } from "./typed-load-settings.ts";

const [pony, foal] = [modelName("pony"), modelName("foal")];

/** A running Ollama with a model of a known shape. */
async function openPony() {
  const opened = await openRunning();
  const { ollama, app, clock } = opened;
  const model = fakeModel("pony", {
    contextLength: 131_072,
    capabilities: ["completion"],
    sizeBytes: 2e9,
    format: "gguf",
  });
  ollama.models = [model];
  ollama.details = new Map([[model.digest, fakeDetails({ shape: LLAMA_SHAPE })]]);
  await opened.ask({ type: "models.refresh" });
  await app.dispatch({ type: "models.describe", host, model: pony });
  await clock.pass(100);
  const details = () => {
    const { chosen } = dashboardView(app.state(), clock.now(), { chosen: { model: pony, number: 1 } });
    if (!chosen?.details?.loading) throw new Error("no details");
    return { ...chosen.details, loading: chosen.details.loading };
  };
  const settings = () => hostFacts(app.state()).loadSettings;
  return { ...opened, details, settings };
}

const choose = {
  type: "model.choose-loading",
  model: pony,
  context: "16,384",
  gpuLayers: "20",
  keep: "1h",
} as const;
const chosen = { context: 16_384, gpuLayers: 20, keep: "1h" } as const;

describe("load settings", () => {
  it("are used to load, to test and to try a model", async () => {
    const { ask, ollama } = await openPony();
    await ask(choose);
    await ask({ type: "model.load", model: pony });
    await ask({ type: "service.test", model: pony });
    expect(ollama.loads).toEqual([
      { model: pony, settings: chosen },
      { model: pony, settings: chosen },
    ]);
    await ask({ type: "try.ask", model: pony, prompt: "Why?", temperature: 0 });
    expect(ollama.answers[0]?.request.body).toMatchObject({
      options: { num_ctx: 16_384, num_gpu: 20, temperature: 0 },
      keep_alive: "1h",
    });
  });

  it("give way to what is chosen for one prompt", async () => {
    const { ask, ollama } = await openPony();
    await ask({ ...choose, keep: "forever" });
    await ask({ type: "try.ask", model: pony, prompt: "Why?", context: 2_048 });
    expect(ollama.answers[0]?.request.body).toMatchObject({
      options: { num_ctx: 2_048, num_gpu: 20 },
      keep_alive: -1,
    });
  });

  it("are shown with what they change, and can be taken back", async () => {
    const { ask, details, settings } = await openPony();
    expect(details().loading).toMatchObject({
      context: { value: "", placeholder: "4,096" },
      gpuLayers: { value: "" },
      summary: "default",
      saved: "",
      reset: null,
    });
    await ask(choose);
    const { loading, fit } = details();
    expect(loading.context).toMatchObject({
      value: "16,384",
      hint: expect.stringMatching(/^About 1\.\d GB more/),
    });
    expect(loading.gpuLayers.hint).toBe("Of 29; the others run on the CPU.");
    expect(loading.summary).toBe("context 16,384 · GPU layers 20 · kept 1 hour");
    expect(loading.saved).toBe("Saved. They apply from the next load on.");
    expect(fit?.contexts[fit.now.context]).toBe("16,384");
    if (!loading.reset) throw new Error("nothing to take back");
    await ask(loading.reset.request);
    expect(settings()).toBeUndefined();
    expect(details().loading.reset).toBeNull();
  });

  it("put nothing on a GPU where Ollama has none", async () => {
    const { ask, details, preferences$, clock } = await openPony();
    preferences$.next({ ...DEFAULT_PREFERENCES, hostMemory: { [host]: { gpuBytes: 0, mainBytes: 64e9 } } });
    await clock.pass(100);
    await ask(choose);
    expect(details().loading.gpuLayers.hint).toBe("Ollama has no GPU here: all of it runs on the CPU.");
  });

  it("say so while the model is loaded in another way", async () => {
    const { ask, ollama, details } = await openPony();
    ollama.loaded = [{ name: pony, sizeBytes: 2e9, contextLength: 4_096, expiresAtMs: 300_000 }];
    await ask({ type: "models.refresh" });
    await ask(choose);
    expect(details().loading.note).toBe(
      "It is loaded with a context of 4,096. These settings apply to its next load.",
    );
  });

  it("that cannot be are refused in words, and change nothing", async () => {
    const { ask, settings } = await openPony();
    await ask(choose);
    for (const typed of [{ context: "131,073" }, { context: "many" }, { gpuLayers: "-1" }])
      expect((await ask({ type: "model.choose-loading", model: pony, ...typed })).refusal).toMatchObject({
        reason: "bad-load-settings",
      });
    const bothWrong = {
      type: "model.choose-loading",
      model: pony,
      context: "many",
      gpuLayers: "-1",
    } as const;
    expect((await ask(bothWrong)).refusal).toMatchObject({
      problems: [{ kind: "context" }, { kind: "gpu-layers" }],
    });
    expect(settings()).toEqual([{ model: pony, settings: chosen }]);
  });

  it("go with a new name, and with a deleted model they are forgotten", async () => {
    const { ask, settings } = await openPony();
    await ask(choose);
    await ask({ type: "model.rename", model: pony, destination: foal });
    expect(settings()).toEqual([{ model: foal, settings: chosen }]);
    await ask({ type: "model.delete", model: foal });
    expect(settings()).toBeUndefined();
  });
});

describe("keeping a model loaded", () => {
  it("asks for how long, and keeps the context that it is loaded with", async () => {
    const { ask, ollama, details, person } = await openPony();
    expect(details().keep).toBeNull();
    expect((await ask({ type: "model.keep", model: pony })).refusal).toMatchObject({ reason: "not-loaded" });
    ollama.loaded = [{ name: pony, sizeBytes: 2e9, contextLength: 8_192, expiresAtMs: 300_000 }];
    await ask({ type: "models.refresh" });
    await ask(choose);
    expect(details().keep?.label).toBe("Keep Loaded…");
    await ask({ type: "model.keep", model: pony });
    expect(person.choices).toEqual([
      ["5 minutes", "30 minutes", "1 hour", "8 hours", "Until it is unloaded"],
    ]);
    await ask({ type: "model.keep", model: pony, keep: "forever" });
    expect(ollama.loads.map(({ settings }) => settings)).toEqual([
      { keep: "5m", context: 8_192 },
      { keep: "forever", context: 8_192 },
    ]);
    expect(details().now).toContain("stays loaded");
  });
});

describe("a typed number", () => {
  const contextOf = (text: string, most?: number) => {
    const parsed = parseLoadSettings({ context: text }, {}, most);
    return parsed.kind === "settings" ? parsed.settings.context : parsed.kind;
  };

  it("may have groups of any language, or thousands of 1,024", () => {
    for (const text of ["16384", "16,384", "16.384", "16 384", "16\u202f384", "16k", " 16K "])
      expect(contextOf(text)).toBe(16_384);
    for (const text of ["1.5", "16,38", "1e4", "-4096", "0x10", "255", "4096 tokens"])
      expect(contextOf(text)).toBe("problem");
    expect(contextOf("")).toBeUndefined();
    expect(contextOf("128", 128)).toBe(128);
  });

  it("is one that the model can have, whatever is typed", () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 256, max: 1e6 }), (text, most) => {
        const context = contextOf(text, most);
        if (typeof context === "number") expect(context >= 256 && context <= most).toBe(true);
      }),
    );
  });
});

it("what still holds is not forgotten, and what is forgotten changes nothing", () => {
  const settings = fc.constantFrom({}, { context: 4_096 }, { context: 8_192, keep: "1h" as const });
  const event = fc.record({
    type: fc.constant("loading.chosen" as const),
    host: fc.constant(host),
    model: fc.constantFrom(pony, foal),
    settings,
  });
  const fold = (events: readonly LoadingEvent[]): AllLoadSettings =>
    events.reduce<AllLoadSettings>((all, one) => evolveLoadSettings(all, one), []);
  fc.assert(
    fc.property(fc.array(event, { maxLength: 8 }), (events) => {
      const now = fold(events);
      expect(fold(events.filter((one) => isCurrentLoading(now, one)))).toEqual(now);
    }),
  );
});
