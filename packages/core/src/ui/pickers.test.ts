import { describe, expect, it } from "vitest";
import { parseDownloadId } from "../downloads/download-id.ts";
import { host, pointed, running } from "../testing/events.ts";
import { fakeModel, given, modelName } from "../testing/index.ts";
import { ACTIONS, type DownloadActionType } from "./actions.ts";
import { whyNoChoice } from "../models/model-picker.view.ts";
import { downloadChoices, modelChoices, refusalView } from "./index.ts";

const listed = { type: "models.listed", host, models: [fakeModel("pony")] } as const;
const id = parseDownloadId("d1")!;
const requested = { type: "download.requested", host, id, model: modelName("pony") } as const;

describe("the list of models to choose from", () => {
  it("contains those that the action applies to", () => {
    const { state } = given(pointed, running, listed);
    expect(modelChoices(state, 0, "model.load").map(({ value }) => value)).toEqual(["pony:latest"]);
    expect(modelChoices(state, 0, "model.unload")).toEqual([]);
  });

  it.each([
    ["model.unload", [pointed, running, listed], "No model is loaded.", []],
    ["model.update", [pointed, running, listed], "No updates have been found yet.", ["Check for Updates"]],
    ["model.load", [pointed, listed], "Ollama is not running. Start it first.", ["Start Ollama Service"]],
    ["model.copy-name", [pointed, running], "There are no models.", []],
    ["model.delete", [pointed, running], "There are no models.", []],
    ["model.copy-to-host", [pointed, running, listed], "There is only one host.", ["Add Host…"]],
    ["model.export", [{ ...pointed, isDemo: true }, running, listed], "a model of the demo", []],
  ] as const)("says why it is empty: %s", (type, events, words, labels) => {
    const { text, actions } = refusalView(whyNoChoice(given(...events).state, type))!;
    expect(text).toContain(words);
    expect(actions.map(({ label }) => label)).toEqual(labels);
  });
});

describe("the list of downloads to choose from", () => {
  it("contains those that the action applies to", () => {
    const { state } = given(pointed, running, requested);
    expect(downloadChoices(state, 0, "download.pause").map(({ value }) => value)).toEqual([id]);
    expect(downloadChoices(state, 0, "download.retry")).toEqual([]);
  });

  it("says why it is empty", () => {
    const types: readonly DownloadActionType[] = [
      "download.pause",
      "download.resume",
      "download.retry",
      "download.forget",
      "download.clear",
      "download.move-up",
    ];
    const { state } = given(pointed);
    const words = types.map((type) => refusalView(ACTIONS[type].none!(state))!.text);
    expect(new Set(words).size).toBe(types.length);
  });
});
