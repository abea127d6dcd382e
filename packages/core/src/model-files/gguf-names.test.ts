import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseModelName } from "../models/model-name.ts";
import { foundGgufs, type ListedGguf } from "./found-ggufs.ts";
import { parseGgufName, suggestedName } from "./gguf-name.ts";

describe("the name of a GGUF file", () => {
  it.each([
    ["gemma-3-4b-it-Q4_K_M.gguf", "gemma-3-4b-it:Q4_K_M"],
    ["Qwen3-30B-A3B-UD-Q4_K_XL.gguf", "Qwen3-30B-A3B:UD-Q4_K_XL"],
    ["gpt-oss-20b-MXFP4.gguf", "gpt-oss-20b:MXFP4"],
    ["llama-2-7b-chat.Q5_K_S.gguf", "llama-2-7b-chat:Q5_K_S"],
    ["my model (final).GGUF", "my-model-final:latest"],
    ["model-BF16-00001-of-00003.gguf", "model:BF16"],
    ["gemma3-4b.ollama.tar", "gemma3-4b:latest"],
    ["Q4_K_M.gguf", "Q4_K_M:latest"],
  ])("%s suggests %s", (file, name) => expect(suggestedName(file)).toBe(name));

  it("suggests a name that Ollama takes, or none", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
        const name = suggestedName(`${text}.gguf`);
        if (name !== undefined) expect(parseModelName(name)).toBe(name);
      }),
    );
  });

  it("says which part of a split model it is, and whether it is a projector", () => {
    expect(parseGgufName("big-Q8_0-00002-of-00005.gguf")).toEqual({
      stem: "big-Q8_0",
      part: { number: 2, of: 5 },
      isProjector: false,
    });
    expect(parseGgufName("mmproj-F16.gguf")?.isProjector).toBe(true);
    expect(parseGgufName("gemma-mmproj.gguf")?.isProjector).toBe(true);
    expect(parseGgufName("commproject.gguf")?.isProjector).toBe(false);
    expect(parseGgufName("weights.safetensors")).toBeUndefined();
  });
});

describe("the models in the folders of other programs", () => {
  const listed = (name: string, sizeBytes: number, more: Partial<ListedGguf> = {}): ListedGguf => ({
    keeper: "lm-studio",
    repository: "user/repo",
    name,
    file: `/models/${name}`,
    sizeBytes,
    ...more,
  });

  it("are each once, with the parts and the largest projector of their repository", () => {
    const files = [
      listed("big-00002-of-00002.gguf", 20),
      listed("big-00001-of-00002.gguf", 10),
      listed("other-00001-of-00002.gguf", 5),
      listed("mmproj-Q8_0.gguf", 1),
      listed("mmproj-F16.gguf", 2),
      listed("mmproj-F32.gguf", 4, { repository: "user/another" }),
      listed("notes.txt", 4),
    ];
    expect(foundGgufs(files)).toEqual([
      expect.objectContaining({
        name: "big-00001-of-00002.gguf",
        sizeBytes: 32,
        parts: 2,
        projector: "/models/mmproj-F16.gguf",
      }),
      expect.objectContaining({ name: "other-00001-of-00002.gguf", sizeBytes: 7, parts: 2 }),
    ]);
  });

  it("are listed once if two snapshots have them", () => {
    const twice = [listed("a.gguf", 1, { file: "/one" }), listed("a.gguf", 1, { file: "/two" })];
    expect(foundGgufs(twice)).toHaveLength(1);
  });
});
