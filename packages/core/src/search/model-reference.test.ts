import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quantisationOf, readModelReference, searchTextOf } from "./model-reference.ts";

describe("a typed or pasted text", () => {
  it.each([
    ["llama3.2", "llama3.2:latest"],
    ["  User/Model:Tag ", "User/Model:Tag"],
    ["ollama run llama3.2:1b", "llama3.2:1b"],
    ["$ ollama pull qwen3", "qwen3:latest"],
    ["ollama run --verbose --keepalive=5m qwen3 'Why is the sky blue?'", "qwen3:latest"],
    ["ollama run --keepalive 5m llama3.2", "llama3.2:latest"],
    [`ollama run --format '{"type": "object"}' --dimensions 256 --think high qwen3`, "qwen3:latest"],
    ["ollama run --think --hidethinking qwen3", "qwen3:latest"],
    [`ollama run --format="json" qwen3`, "qwen3:latest"],
    ["ollama pull --insecure localhost:5000/stable/pony", "localhost:5000/stable/pony:latest"],
    ["docker exec -it ollama ollama run gemma3", "gemma3:latest"],
    [
      "ollama run hf.co/bartowski/Llama-3.2-1B-Instruct-GGUF:Q8_0",
      "hf.co/bartowski/Llama-3.2-1B-Instruct-GGUF:Q8_0",
    ],
    ["https://ollama.com/library/llama3.2", "llama3.2:latest"],
    ["https://ollama.com/library/llama3.2:1b?utm=x", "llama3.2:1b"],
    ["ollama.com/library/llama3.2/tags", "llama3.2:latest"],
    ["https://www.ollama.com/jmorganca/tinyllama", "jmorganca/tinyllama:latest"],
    ["https://registry.ollama.ai/library/llama3.2:3b", "llama3.2:3b"],
    ["https://huggingface.co/unsloth/Qwen3-30B-A3B-GGUF", "hf.co/unsloth/Qwen3-30B-A3B-GGUF:latest"],
    [
      "https://huggingface.co/unsloth/Qwen3-8B-GGUF/blob/main/Qwen3-8B-Q4_K_M.gguf",
      "hf.co/unsloth/Qwen3-8B-GGUF:Q4_K_M",
    ],
    ["https://huggingface.co/unsloth/Qwen3-8B-GGUF?local-app=ollama", "hf.co/unsloth/Qwen3-8B-GGUF:latest"],
    ["hf.co/unsloth/Qwen3-8B-GGUF:UD-Q4_K_XL", "hf.co/unsloth/Qwen3-8B-GGUF:UD-Q4_K_XL"],
    ["localhost:5000/stable/pony:q", "localhost:5000/stable/pony:q"],
  ])("%s means %s", (text, name) => {
    expect(readModelReference(text)).toBe(name);
  });

  it.each([
    "",
    "a model with words",
    "https://ollama.com/search?q=qwen",
    "https://ollama.com/",
    "https://huggingface.co/models?search=qwen",
    "https://huggingface.co/datasets/squad",
    "https://example.com/a/b/c/d",
    "ollama list",
    "ollama run",
    "ollama run --keepalive 5m",
  ])("%s means no model", (text) => {
    expect(readModelReference(text)).toBeUndefined();
  });

  it("never throws, and finds the same model in its own result", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl()), (text) => {
        const found = readModelReference(text);
        if (found !== undefined) expect(readModelReference(found)).toBe(found);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("a file of weights", () => {
  it.each([
    ["Qwen3-8B-Q4_K_M.gguf", "Q4_K_M"],
    ["model.IQ3_XXS.gguf", "IQ3_XXS"],
    ["Qwen3-8B-UD-Q4_K_XL.gguf", "UD-Q4_K_XL"],
    ["BF16/Qwen3-235B-BF16-00001-of-00010.gguf", "BF16"],
    ["gpt-oss-20b-mxfp4.gguf", "mxfp4"],
    ["mmproj.gguf", undefined],
    ["README.md", undefined],
  ])("%s is called after %s", (file, quantisation) => {
    expect(quantisationOf(file)).toBe(quantisation);
  });
});

describe("the search text", () => {
  it.each([
    ["ollama run tinyllama", "tinyllama"],
    ["https://huggingface.co/someone/Pony-7B-GGUF", "Pony-7B-GGUF"],
    ["ollama.com/library/llama3.2/tags", "llama3.2"],
    ["hf.co/someone/Pony-7B-GGUF:Q4_K_M", "Pony-7B-GGUF"],
    ["  a patient horse ", "a patient horse"],
    ["someone/pony:1b", "someone/pony:1b"],
    ["", ""],
  ])("by “%s” is %s", (text, sought) => {
    expect(searchTextOf(text)).toBe(sought);
  });
});
