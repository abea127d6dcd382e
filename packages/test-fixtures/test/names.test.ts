import { describe, expect, it } from "vitest";
import { recordings, versions } from "../src/index.ts";
import { isList, isObject, type Json } from "../src/json.ts";
import { parseName, toKey, toLongest, toShortest } from "../src/simulator/model/names.ts";

describe("a model name", () => {
  it.for([
    ["llama3.2", "llama3.2:latest"],
    ["llama3.2:3b", "llama3.2:3b"],
    ["library/llama3.2", "llama3.2:latest"],
    ["registry.ollama.ai/library/llama3.2", "llama3.2:latest"],
    ["https://registry.ollama.ai/library/llama3.2:3b", "llama3.2:3b"],
    ["REGISTRY.ollama.ai/Library/Llama", "Llama:latest"],
    ["me/shire:28m", "me/shire:28m"],
    ["hf.co/user/repo.GGUF:Q4_K_M", "hf.co/user/repo.GGUF:Q4_K_M"],
    ["localhost:5000/ns/m", "localhost:5000/ns/m:latest"],
    ["http://127.0.0.1:5501/stable/pony", "127.0.0.1:5501/stable/pony:latest"],
    ["_a:_b", "_a:_b"],
  ] as const)("%s is shown as %s", ([text, shown]) => {
    const name = parseName(text);
    expect(name && toShortest(name)).toBe(shown);
  });

  it.for([
    "",
    "a b",
    "../../etc",
    "localhost:5000/model",
    ":tag",
    "model:",
    "/model",
    "ns/",
    "n.s/model",
    "-model",
    "müller",
    "a/b/c/d",
    "model@sha256:00",
    "x".repeat(81),
    `model:${"x".repeat(81)}`,
  ])("%s is invalid", (text) => {
    expect(parseName(text)).toBeUndefined();
  });

  it("is the same in any case and form", () => {
    const [a, b] = [parseName("Llama3.2:3B"), parseName("library/llama3.2:3b")];
    expect(a && toKey(a)).toBe(b && toKey(b));
    expect(a && toLongest(a)).toBe("registry.ollama.ai/library/Llama3.2:3B");
  });

  it.for(versions)("is shown as in the responses of %s", (version) => {
    const shown = recordings(version).flatMap((one) =>
      one.kind === "exchange" ? shownNames(one.response.body) : [],
    );
    expect(shown.length).toBeGreaterThan(20);
    for (const name of shown) {
      const parsed = parseName(name);
      expect(parsed && toShortest(parsed)).toBe(name);
    }
  });
});

function shownNames(body: Json): readonly string[] {
  const models = isObject(body) && isList(body.models) ? body.models : [];
  return models.flatMap((model) => (isObject(model) && typeof model.name === "string" ? [model.name] : []));
}
