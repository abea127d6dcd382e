import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_ENDPOINT } from "../hosts/endpoint.ts";
import { openActionBench, openRunning } from "../testing/action-bench.ts";
import { checkEnvironment } from "./check-environment.ts";
import { presetChanges, PRESETS, type PresetId } from "./presets.ts";
import { presetChoices } from "./presets.view.ts";

const SHARED = { ...DEFAULT_ENDPOINT, hostname: "0.0.0.0" };

/** The variables after a preset was written. */
const after = (id: PresetId, environment: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries({
      ...environment,
      ...Object.fromEntries(
        presetChanges(id, environment, SHARED).map((change) => [change.name, change.after] as const),
      ),
    }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );

describe("a preset", () => {
  it("changes nothing a second time, and passes the check before a start", () => {
    const environments = fc.dictionary(
      fc.constantFrom("OLLAMA_KEEP_ALIVE", "OLLAMA_NUM_PARALLEL", "OLLAMA_CONTEXT_LENGTH"),
      fc.constantFrom("1", "4096"),
    );
    fc.assert(
      fc.property(environments, fc.constantFrom(...PRESETS), (environment, id) => {
        const changed = after(id, environment);
        expect(presetChanges(id, changed, SHARED)).toEqual([]);
        expect(checkEnvironment({ environment: changed }, SHARED)).toEqual([]);
      }),
    );
  });

  it("leaves alone what it does not set", () => {
    for (const id of PRESETS)
      expect(after(id, { OLLAMA_MODELS: "/srv", MY_TOKEN: "x" })).toMatchObject({
        OLLAMA_MODELS: "/srv",
        MY_TOKEN: "x",
      });
  });

  it("of Ollama's defaults removes what the others set", () => {
    for (const id of PRESETS) expect(after("defaults", after(id, { FOO: "1" }))).toEqual({ FOO: "1" });
  });

  it("that shares changes the host only, and says that there is no password", () => {
    expect(presetChanges("share", {}, DEFAULT_ENDPOINT)).toEqual([
      { name: "host", before: "localhost:11434", after: "0.0.0.0:11434" },
    ]);
    expect(presetChanges("share", {}, SHARED)).toEqual([]);
    expect(presetChoices().find(({ value }) => value === "share")?.more).toContain("no password");
    // VS Code cuts off what does not fit beside a label, and a line of its own after about 100 letters.
    for (const { label, detail, more } of presetChoices()) {
      expect(label.length + detail.length).toBeLessThan(60);
      expect(more.length).toBeLessThan(100);
    }
  });
});

describe("choosing a preset", () => {
  it("shows the difference first, and writes nothing if the person does not agree", async () => {
    const { ask, settings, person, clock } = await openActionBench();
    await clock.pass(100);
    settings.serviceEnvironment = { OLLAMA_NUM_PARALLEL: "1", OLLAMA_CONTEXT_LENGTH: "4096", FOO: "1" };
    person.saysYes = false;
    expect((await ask({ type: "service.choose-preset" })).refusal).toEqual({ reason: "declined" });
    expect(settings.serviceEnvironment).toEqual({
      OLLAMA_NUM_PARALLEL: "1",
      OLLAMA_CONTEXT_LENGTH: "4096",
      FOO: "1",
    });
    const [question] = person.questions;
    expect(question?.detail).toContain("OLLAMA_CONTEXT_LENGTH: 65536 (before: 4096)");
    expect(question?.detail).toContain("OLLAMA_KV_CACHE_TYPE: q8_0 (not set before)");
    expect(question?.detail).not.toContain("OLLAMA_NUM_PARALLEL");
  });

  it("writes what was shown, and keeps the other variables", async () => {
    const { ask, settings, clock } = await openActionBench();
    await clock.pass(100);
    settings.serviceEnvironment = { FOO: "1" };
    expect((await ask({ type: "service.choose-preset" })).refusal).toBeUndefined();
    expect(settings.serviceEnvironment).toMatchObject({ FOO: "1", OLLAMA_CONTEXT_LENGTH: "65536" });
    expect((await ask({ type: "service.choose-preset" })).refusal).toMatchObject({ reason: "preset-holds" });
  });

  it("says where the settings cannot be written", async () => {
    const { ask, settings, clock } = await openActionBench();
    await clock.pass(100);
    settings.problem = "Unable to write into user settings.";
    expect((await ask({ type: "service.choose-preset" })).refusal).toEqual({
      reason: "settings-unwritable",
      what: "settings",
      detail: settings.problem,
    });
  });

  it("says that it is of no use to an Ollama that was not started here", async () => {
    const { ask, person } = await openRunning();
    await ask({ type: "service.choose-preset" });
    expect(person.questions[0]?.detail).toContain("Show How to Set Variables Elsewhere…");
  });
});
