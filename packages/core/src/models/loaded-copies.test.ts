import { recordedExchange } from "@paddock/test-fixtures";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { loadedModelsOf, modelsOfTags } from "../adapters/ollama/ollama-answers.ts";
import { psSchema, tagsSchema } from "../adapters/ollama/ollama-schemas.ts";
import { modelName } from "../testing/index.ts";
import { sumsOfNames, withInstalledNames } from "./loaded-copies.ts";

const loadedIn = (name: string) =>
  loadedModelsOf(v.parse(psSchema, recordedExchange("0.40-preview", name).response.body));
const installedIn = (name: string) =>
  modelsOfTags(v.parse(tagsSchema, recordedExchange("0.40-preview", name).response.body));

const ARABIAN = "127.0.0.1:5501/stable/arabian:latest";

describe("a model in memory", () => {
  it("that is loaded twice after its conversion takes the memory of both copies", () => {
    expect(loadedIn("twice-ps")).toMatchObject([
      {
        name: "charger:latest",
        runner: "llamacpp",
        sizeBytes: 2 * 19_828_570,
        vramBytes: 2 * 31_457,
        expiresAtMs: Date.parse("2026-11-28T16:13:21.681Z"),
        copies: [
          {
            digest: "7ab3f273f8d65d4414551e5ca8a3b1f64a7104262ac93ce2aea99b7105c4b0f5",
            sizeBytes: 19_828_570,
          },
          {
            digest: "320af715c7cedffff170bba52ef001f73940952efb2939bca8f48a7a4f6e7838",
            sizeBytes: 19_828_570,
          },
        ],
      },
    ]);
  });

  it("has no known part on the GPU if one of its copies has not", () => {
    const [twice] = sumsOfNames([
      { name: modelName("pony"), sizeBytes: 5, vramBytes: 9 },
      { name: modelName("pony"), sizeBytes: 9, vramBytes: 1 },
    ]);
    expect(twice).toMatchObject({ sizeBytes: 14 });
    expect(twice).not.toHaveProperty("vramBytes");
  });

  it("has no copies if it is loaded once", () => {
    const [only] = loadedIn("twice-ps-unloaded");
    expect(only).toMatchObject({ name: "charger:latest", sizeBytes: 19_828_570 });
    expect(only).not.toHaveProperty("copies");
  });

  it("that was loaded by a digest has its own name, if it is installed", () => {
    const loaded = loadedIn("ps-by-digest");
    expect(withInstalledNames(loaded, installedIn("tags-list-two"))).toMatchObject([{ name: ARABIAN }]);
    expect(withInstalledNames(loaded, [])).toEqual(loaded);
  });

  it("that was loaded by name and by digest is one model", () => {
    const both = [...loadedIn("ps-list"), ...loadedIn("ps-by-digest")];
    const [sum, ...others] = withInstalledNames(both, installedIn("tags-list-two"));
    expect(others).toEqual([]);
    expect(sum).toMatchObject({ name: ARABIAN, sizeBytes: 2 * 3_900_701 });
    expect(sum?.copies).toHaveLength(2);
  });
});
