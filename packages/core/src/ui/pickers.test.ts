import { describe, expect, it } from "vitest";
import { parseDownloadId } from "../downloads/download-id.ts";
import { origin, pointed, running } from "../testing/events.ts";
import { fakeModel, given, modelName } from "../testing/index.ts";
import { downloadChoices, modelChoices, whyNoDownload, whyNoModel } from "./index.ts";

const listed = { type: "models.listed", origin, models: [fakeModel("pony")] } as const;
const id = parseDownloadId("d1")!;
const requested = { type: "download.requested", id, model: modelName("pony"), origin } as const;

describe("a model to choose", () => {
  it("is one for which the thing can be done", () => {
    const { state } = given(pointed, running, listed);
    expect(modelChoices(state, 0, "load").map(({ model }) => model)).toEqual(["pony:latest"]);
    expect(modelChoices(state, 0, "unload")).toEqual([]);
  });

  it.each([
    ["unload", [pointed, running, listed], "No model is loaded.", []],
    ["update", [pointed, running, listed], "No updates have been found yet.", ["Check for Updates"]],
    ["load", [pointed, listed], "Ollama is not running. Start it first.", ["Start Ollama Service"]],
    ["any", [pointed, running], "There are no models.", []],
  ] as const)("is missing for a reason: to %s it", (purpose, events, words, labels) => {
    const { text, actions } = whyNoModel(given(...events).state, purpose);
    expect(text).toContain(words);
    expect(actions.map(({ label }) => label)).toEqual(labels);
  });
});

describe("a download to choose", () => {
  it("is one for which the thing can be done", () => {
    const { state } = given(pointed, running, requested);
    expect(downloadChoices(state, 0, "pause").map((choice) => choice.id)).toEqual([id]);
    expect(downloadChoices(state, 0, "retry")).toEqual([]);
  });

  it("is missing for a reason", () => {
    const words = (["pause", "resume", "retry", "forget", "clear"] as const).map(
      (deed) => whyNoDownload(deed).text,
    );
    expect(new Set(words).size).toBe(5);
  });
});
