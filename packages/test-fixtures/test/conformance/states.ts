import type { SimulatedModel } from "../../src/index.ts";
import { digestOf } from "../../src/simulator/model/layers.ts";
import { after, sendRequest, loaded, type Testbed, type State } from "./testbed.ts";
import { damagedModels, foal, recordedModels, pony, shire, RECORDED_REGISTRY } from "./recorded-models.ts";
import { memoryStates } from "./states/memory-states.ts";

const installed: State = { models: recordedModels() };
const empty: State = {};

/** Replaces 227,136 recorded bytes. It only matters that they match the digest of their request. */
const bytes = Buffer.from("GGUF and then something else");
const uploaded: State = {
  models: recordedModels(),
  upload: { bytes },
  prepare: async () => uploadAs(digestOf(bytes)),
};

function uploadAs(digest: string): Readonly<Record<string, string>> {
  return { "sha256:26fb5d3045009030968d613130aacfbda1295d10913993e33e8b3656d11ba029": digest };
}

const createdCalmPony = ({ simulator }: Testbed): Promise<string> =>
  post(simulator, "/api/create", {
    model: "pony-calm",
    from: "pony",
    system: "Be calm.",
    parameters: { temperature: 0.1, stop: ["x", "y"] },
    template: "{{ .Prompt }}",
  });

function tagsAfter(): readonly SimulatedModel[] {
  const at = (second: number): number => Date.UTC(2026, 10, 23, 5, 54, second);
  const x = pony("x", {
    digest: "1ab8ce8911cbd66868b6b573a29302496850578c6845e387e389231b6a0d4fa5",
    sizeBytes: 231_099,
    parameterSize: "109K",
    parentModel: "pony:latest",
    modifiedAtMs: at(28),
  });
  const quantized = shire("shire-q8", {
    digest: "b292789f374ae04da59c4bfd625ebedf95660f40769cf7051c51808a396328ec",
    sizeBytes: 27_087_043,
    parameterSize: "25.46M",
    quantization: "Q8_0",
    modifiedAtMs: at(29),
  });
  return [...reordered("shire", "foal", "pony"), x, quantized];
}

/** Ollama sorts by whole seconds. The order within a second is random; here the oldest is the first. */
function reordered(...order: readonly string[]): readonly SimulatedModel[] {
  const [old, young] = [recordedModels().slice(0, 4), recordedModels().slice(4)];
  return [...old, ...order.flatMap((part) => young.filter((model) => model.name.includes(part)))];
}

async function post(simulator: { readonly url: string }, path: string, body: unknown): Promise<string> {
  return (await sendRequest(simulator, path, body)).text();
}

/** Each compared recording, and the state in which it was made. */
export const states: Readonly<Record<string, State>> = {
  ...memoryStates,
  "blob-bad": installed,
  "blob-missing": installed,
  "blob-there": installed,
  "blob-upload": uploaded,
  "blob-upload-again": {
    ...uploaded,
    prepare: async ({ simulator }) => {
      await fetch(`${simulator.url}/api/blobs/${digestOf(bytes)}`, { method: "POST", body: bytes });
      return uploadAs(digestOf(bytes));
    },
  },
  "blob-upload-mismatch": uploaded,
  "chat-abort": installed,
  "chat-load": installed,
  "chat-missing": empty,
  "chat-stream": installed,
  copy: { models: recordedModels().slice(0, 4) },
  "copy-b": { models: recordedModels().slice(0, 4) },
  "copy-bad-name": installed,
  "copy-c": { models: recordedModels().slice(0, 4) },
  "copy-missing": empty,
  "copy-onto-itself": installed,
  "create-bad-param": installed,
  "create-bad-template": installed,
  "create-from": installed,
  "create-from-missing": installed,
  "create-gguf": installed,
  "create-junk": {
    models: recordedModels(),
    prepare: async ({ simulator }) => {
      const junk = Buffer.from("this is not a model");
      await fetch(`${simulator.url}/api/blobs/${digestOf(junk)}`, { method: "POST", body: junk });
      return { "sha256:70ada8cad4c30d0153b1da91e7d5afc7698cd45f6195448631f3767635bf1388": digestOf(junk) };
    },
  },
  "create-nothing": installed,
  "create-quantize": installed,
  delete: after(createdCalmPony),
  "delete-bad-name": empty,
  "delete-big": { models: [...recordedModels(), foal(`${RECORDED_REGISTRY}/clydesdale`)] },
  "delete-missing": empty,
  embed: installed,
  "embed-load": installed,
  "embed-missing": empty,
  "embed-on-chat-model": installed,
  embeddings: installed,
  "generate-again": after(loaded({ model: "pony" })),
  "generate-bad-option": installed,
  "generate-busy": after(async ({ simulator }) =>
    simulator.faults.set({ kind: "busy" }, "POST /api/generate"),
  ),
  "generate-images": installed,
  "generate-load": installed,
  "generate-load-embedder": installed,
  "generate-missing": empty,
  "generate-no-stream": after(loaded({ model: "pony" })),
  "generate-on-embedder": installed,
  "generate-stream": installed,
  "generate-tools": installed,
  "host-refused": empty,
  "method-wrong": empty,
  "origin-null": empty,
  "origin-refused": empty,
  "origin-webview": empty,
  "path-unknown": empty,
  recommendations: empty,
  "root-get": empty,
  "root-head": empty,
  show: installed,
  "show-bad-json": installed,
  "show-bad-name": installed,
  "show-created": after(createdCalmPony),
  "show-embedder": installed,
  "show-missing": empty,
  "show-missing-file": { models: damagedModels("file-missing") },
  "show-no-body": empty,
  "show-no-model": empty,
  "show-system": installed,
  "show-truncated-file": { models: damagedModels("file-truncated") },
  "show-verbose": installed,
  status: empty,
  tags: { models: reordered("pony", "shire", "foal") },
  "tags-after": { models: tagsAfter() },
  "tags-empty": empty,
  "tags-head": installed,
  "tags-missing-file": { models: damagedModels("file-missing") },
  "v1-model": installed,
  "v1-models": { models: reordered("foal", "pony", "shire") },
  "v1-models-empty": empty,
  version: empty,
  "version-head": empty,
};
