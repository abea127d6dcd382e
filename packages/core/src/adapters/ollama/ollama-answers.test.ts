import { recordedExchange } from "@paddock/test-fixtures";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { detailsOfShow, loadedModelsOf, modelsOfTags } from "./ollama-answers.ts";
import { psSchema, showSchema, tagsSchema } from "./ollama-schemas.ts";

const details = { format: "gguf", family: "llama", parameter_size: "3.2B", quantization_level: "Q4_K_M" };
const listed = {
  name: "llama3.2:latest",
  model: "llama3.2:latest",
  digest: "a80c4f17",
  size: 2_019_393_189,
  modified_at: "2026-07-01T10:00:00.123456789+02:00",
  details,
};
const inMemory = {
  name: "llama3.2:latest",
  size: 3_000,
  size_vram: 2_000,
  expires_at: "2026-07-01T10:05:00Z",
};

const modelsOf = (...models: readonly object[]) => modelsOfTags(v.parse(tagsSchema, { models }));
const loadedOf = (...models: readonly object[]) => loadedModelsOf(v.parse(psSchema, { models }));

describe("a model in the list", () => {
  it("has every field that all versions of Ollama send", () => {
    expect(modelsOf(listed)).toEqual([
      {
        name: "llama3.2:latest",
        digest: "a80c4f17",
        sizeBytes: 2_019_393_189,
        modifiedAtMs: Date.parse("2026-07-01T08:00:00.123Z"),
        format: "gguf",
        family: "llama",
        parameterSize: "3.2B",
        quantization: "Q4_K_M",
      },
    ]);
  });

  it("has the fields that only newer versions send", () => {
    const newer = {
      ...listed,
      details: { ...details, context_length: 131_072 },
      capabilities: ["completion", "tools"],
    };
    expect(modelsOf(newer)).toMatchObject([
      { contextLength: 131_072, capabilities: ["completion", "tools"] },
    ]);
  });

  it("that runs in the cloud has its remote host", () => {
    const cloud = { ...listed, name: "gpt-oss:120b-cloud", size: 384, remote_host: "https://ollama.com:443" };
    expect(modelsOf(cloud)).toMatchObject([
      { name: "gpt-oss:120b-cloud", remoteHost: "https://ollama.com:443" },
    ]);
    for (const remote_host of ["", null])
      expect(modelsOf({ ...listed, remote_host })[0]).not.toHaveProperty("remoteHost");
  });

  it("has its tag, even if Ollama leaves it out", () => {
    expect(modelsOf({ ...listed, name: "llama3.2" })).toMatchObject([{ name: "llama3.2:latest" }]);
    expect(loadedOf({ ...inMemory, name: "llama3.2" })).toMatchObject([{ name: "llama3.2:latest" }]);
  });

  it("has its name in either field", () => {
    const { name, ...unnamed } = listed;
    for (const row of [unnamed, { ...listed, name: "" }, { ...listed, name: null }, { name }])
      expect(modelsOf(row), JSON.stringify(row)).toMatchObject([{ name }]);
    for (const row of [{ model: name }, { name: "", model: name }, { name, model: 7 }])
      expect(loadedOf(row), JSON.stringify(row)).toEqual([{ name, sizeBytes: 0 }]);
  });

  it("is left out if its name is invalid or was listed already", () => {
    expect(modelsOf({ ...listed, name: "no name" }, listed, { ...listed, digest: "another" })).toMatchObject([
      { name: "llama3.2:latest", digest: "a80c4f17" },
    ]);
  });
});

describe("an odd entry", () => {
  it("does not spoil the list that it is in", () => {
    const odd = [null, 7, "llama3.2", {}, { name: 7 }];
    expect(modelsOf(listed, ...(odd as object[]))).toHaveLength(1);
    expect(loadedOf(...(odd as object[]), inMemory)).toHaveLength(1);
  });

  it("makes an answer unreadable if there are no others", () => {
    expect(v.is(tagsSchema, { models: [{ id: "a" }, { id: "b" }] })).toBe(false);
    expect(v.is(psSchema, { models: ["a"] })).toBe(false);
    expect(v.is(tagsSchema, { models: [] })).toBe(true);
    expect(v.is(tagsSchema, { models: null })).toBe(true);
    expect(v.is(tagsSchema, {})).toBe(false);
  });

  it("is a model with the fields that are sound, in the list and in memory", () => {
    const { name } = listed;
    const odd = { name, digest: 7, size: -1, modified_at: "yesterday", details: null, capabilities: "all" };
    const empty = { format: "", family: "", parameterSize: "", quantization: "" };
    expect(modelsOf(odd)).toEqual([{ name, digest: "", sizeBytes: 0, modifiedAtMs: 0, ...empty }]);
    expect(loadedOf({ name, size: 1.5, size_vram: -1, expires_at: null })).toEqual([{ name, sizeBytes: 0 }]);
  });

  it("has no part on the GPU and no time if a compatible server does not say them", () => {
    const told = { name: "ai/tiny:latest", size: 0, expires_at: "0001-01-01T00:00:00Z" };
    expect(loadedOf(told)).toEqual([{ name: "ai/tiny:latest", sizeBytes: 0 }]);
  });
});

describe("a model in memory", () => {
  it("has its size and the time when it will be unloaded", () => {
    const expiresAtMs = Date.parse("2026-07-01T10:05:00Z");
    const expected = { name: "llama3.2:latest", sizeBytes: 3_000, vramBytes: 2_000, expiresAtMs };
    expect(loadedOf(inMemory)).toEqual([expected]);
    expect(loadedOf({ ...inMemory, context_length: 4_096 })).toEqual([{ ...expected, contextLength: 4_096 }]);
  });
});

describe("a model's details", () => {
  it("are looked up by the name of its architecture", () => {
    const show = {
      details,
      capabilities: ["embedding"],
      requires: "0.12.0",
      model_info: {
        "general.architecture": "bert",
        "general.parameter_count": 22_565_376,
        "bert.context_length": 512,
        "bert.embedding_length": 384,
        "llama.context_length": 1,
      },
    };
    expect(detailsOfShow(v.parse(showSchema, show))).toMatchObject({
      capabilities: ["embedding"],
      requires: "0.12.0",
      architecture: "bert",
      contextLength: 512,
      embeddingLength: 384,
      parameterCount: 22_565_376,
    });
  });

  it("leave out fields that are odd", () => {
    const odd = {
      details: { format: 7 },
      model_info: null,
      capabilities: "all",
      license: ["MIT"],
      system: null,
    };
    const { license, system, capabilities } = detailsOfShow(v.parse(showSchema, odd));
    expect([license, system, capabilities]).toEqual(["", "", undefined]);
  });

  it.each([{ details: null }, { details, error: "" }, { details, error: null }])(
    "are read if %j is all that is told",
    (told) => {
      const shape = { kind: "unknown", because: "incomplete" };
      expect(detailsOfShow(v.parse(showSchema, told))).toMatchObject({ modelfile: "", shape });
    },
  );

  it("are not read from an error, nor from the answer of another program", () => {
    for (const told of [
      {},
      { login: "https://network.example" },
      { detail: "Not Found" },
      { status: "success" },
    ])
      expect(v.is(showSchema, told)).toBe(false);
    expect(v.is(showSchema, { details, error: "it is broken" })).toBe(false);
    expect(v.is(showSchema, { error: { message: "it is broken" } })).toBe(false);
  });

  it("leave out fields that are missing or are not numbers", () => {
    const { license, system, template, parameters, modelfile, ...others } = detailsOfShow(
      v.parse(showSchema, {
        details,
        model_info: { "general.architecture": "x", "x.context_length": "many" },
      }),
    );
    expect([license, system, template, parameters, modelfile]).toEqual(["", "", "", "", ""]);
    expect(others).toEqual({ architecture: "x", shape: { kind: "unknown", because: "architecture" } });
  });
});

describe("a model with several copies", () => {
  const shown = (name: string) =>
    detailsOfShow(v.parse(showSchema, recordedExchange("0.40-preview", name).response.body));

  it("is described as the copy that Ollama uses", () => {
    expect(shown("show-list-two").copyInUse).toBe(
      "2a31360200036f84725ae54745e36834b4a232ad02b492448c0c952dd04c0cc5",
    );
    expect(shown("show-list")).not.toHaveProperty("copyInUse");
  });
});

describe("how much a model can think", () => {
  const thinkingOf = (thinking: unknown) =>
    detailsOfShow(v.parse(showSchema, { details, thinking })).thinking;

  it.each([
    [
      { values: ["low", "high"], default: "low" },
      { values: ["low", "high"], default: "low" },
    ],
    [
      { values: [true, false], default: true },
      { values: ["true", "false"], default: "true" },
    ],
    [{ values: ["low"] }, { values: ["low"] }],
    [{ values: [] }, undefined],
    [{ values: null }, undefined],
    [true, undefined],
    [null, undefined],
    [undefined, undefined],
  ])("is read from %j", (told, thinking) => {
    expect(thinkingOf(told)).toEqual(thinking);
  });
});

it("the renderer and the parser of a model are lines of its Modelfile, and not of a text in it", () => {
  const wayOf = (show: object) => {
    const { renderer, parser, templateSource } = detailsOfShow(v.parse(showSchema, { details, ...show }));
    return [renderer, parser, templateSource];
  };
  const modelfile = 'FROM /blobs/sha256-0\nSYSTEM """\nRENDERER mine\n"""\nPARSER qwen3-coder\n';
  expect(wayOf({ modelfile })).toEqual([undefined, "qwen3-coder", undefined]);
  const told = { renderer: "gemma4", parser: "gemma4", template_source: "manifest" };
  expect(wayOf({ modelfile, ...told })).toEqual(["gemma4", "gemma4", "manifest"]);
  expect(wayOf({ renderer: 5, template_source: null })).toEqual([undefined, undefined, undefined]);
});
