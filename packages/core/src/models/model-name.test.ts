import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isSameModel, parseModelName, partsOf } from "./model-name.ts";

describe("a model's name", () => {
  it.each([
    ["llama3.2", "llama3.2:latest"],
    ["  llama3.2:3b ", "llama3.2:3b"],
    ["library/llama3.2", "llama3.2:latest"],
    ["registry.ollama.ai/library/llama3.2:3b", "llama3.2:3b"],
    ["me/shire:28m", "me/shire:28m"],
    ["hf.co/bartowski/Phi-4-GGUF:Q5_K_M", "hf.co/bartowski/Phi-4-GGUF:Q5_K_M"],
    ["127.0.0.1:5501/stable/pony", "127.0.0.1:5501/stable/pony:latest"],
    ["https://registry.ollama.ai/library/llama3.2", "llama3.2:latest"],
    ["gpt-oss:120b-cloud", "gpt-oss:120b-cloud"],
    ["Qwen3:4B", "Qwen3:4B"],
  ])("%j is spelt %j", (text, name) => {
    expect(parseModelName(text)).toBe(name);
  });

  it.each([
    "",
    "a b",
    "../../etc",
    ":tag",
    "model:",
    "a//b",
    "a/b/c/d",
    "localhost:5000/model",
    "-x",
    "mödel",
    "x".repeat(81),
    "ns.dot/model",
    "m@sha256:00",
    "hf://user/repo",
    "ollama://llama3.2",
    "oci://user/repo:tag",
  ])("%j is none", (text) => {
    expect(parseModelName(text)).toBeUndefined();
  });

  it("has four parts, whichever were omitted", () => {
    expect(partsOf(parseModelName("127.0.0.1:5501/stable/pony")!)).toEqual({
      host: "127.0.0.1:5501",
      namespace: "stable",
      model: "pony",
      tag: "latest",
    });
    expect(partsOf(parseModelName("pony")!)).toMatchObject({
      host: "registry.ollama.ai",
      namespace: "library",
    });
  });

  it("is case-insensitive, as in Ollama", () => {
    expect(isSameModel(parseModelName("Llama3.2:3B")!, parseModelName("llama3.2:3b")!)).toBe(true);
  });

  it("does not change when it is parsed again", () => {
    const word = fc.stringMatching(/^[a-z0-9_][a-zA-Z0-9_-]{0,12}$/);
    const full = fc
      .record({
        host: fc.option(fc.constantFrom("hf.co/", "127.0.0.1:5000/", "registry.ollama.ai/"), { nil: "" }),
        namespace: word,
        model: word,
        tag: fc.option(
          word.map((tag) => `:${tag}`),
          { nil: "" },
        ),
      })
      .map(({ host, namespace, model, tag }) => `${host}${namespace}/${model}${tag}`);
    fc.assert(
      fc.property(full, (text) => {
        const name = parseModelName(text);
        expect(name).toBeDefined();
        expect(parseModelName(name!)).toBe(name);
      }),
      { numRuns: 2_000 },
    );
  });
});
