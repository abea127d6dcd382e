import * as v from "valibot";
import { hostIdSchema as host } from "../hosts/host.ts";
import { failureSchema } from "../shared/failure.ts";
import { count, fact, news, reading, text, texts, type DataOf, type EventOf } from "../shared/described.ts";
import { modelNameSchema } from "./model-name.ts";

/** The sha256 of a manifest, in bare hex. */
export const digestSchema = v.string();

/** One installed model, as `GET /api/tags` lists it (docs/ollama.md §1.2). */
export const modelSchema = v.object({
  name: modelNameSchema,
  digest: digestSchema,
  /** Sum of all layers, in bytes, those that other models share included. */
  sizeBytes: count,
  modifiedAtMs: count,
  format: text,
  family: text,
  parameterSize: text,
  quantization: text,
  /** The most the model can take, in tokens; told since Ollama 0.30. */
  contextLength: v.exactOptional(count),
  /** Told by the list since Ollama 0.30. */
  capabilities: v.exactOptional(texts),
  /** The host that really runs a cloud model; such a one has no bytes here. */
  remoteHost: v.exactOptional(text),
});
export type Model = DataOf<typeof modelSchema>;

/** One model in memory, as `GET /api/ps` lists it (docs/ollama.md §1.4). */
export const loadedModelSchema = v.object({
  name: modelNameSchema,
  /** All memory held, in bytes. */
  sizeBytes: count,
  /** The part of it on the GPU. */
  vramBytes: count,
  /** Allocated, in tokens; told since Ollama 0.10. */
  contextLength: v.exactOptional(count),
  /** When it will be unloaded; far in the future where it was told to stay. */
  expiresAtMs: count,
});
export type LoadedModel = DataOf<typeof loadedModelSchema>;

/** What only `POST /api/show` tells of a model. Texts are foreign and may be long. */
export const modelDetailsSchema = v.object({
  capabilities: v.exactOptional(texts),
  contextLength: v.exactOptional(count),
  embeddingLength: v.exactOptional(count),
  parameterCount: v.exactOptional(count),
  architecture: v.exactOptional(text),
  requires: v.exactOptional(text),
  license: text,
  system: text,
  template: text,
  parameters: text,
  modelfile: text,
});
export type ModelDetails = DataOf<typeof modelDetailsSchema>;

/** What is learned of models, and what is to be learned. */
export const MODELS_EVENTS = [
  fact("models.refresh-requested", { host }),
  reading("models.listed", { host, models: v.array(modelSchema) }),
  /** The list was read again, and has not changed. */
  reading("models.confirmed", { host }),
  reading("models.loaded", { host, models: v.array(loadedModelSchema) }),
  news("models.unread", { host, failure: failureSchema }),
  reading("models.describe-requested", { host, model: modelNameSchema, digest: digestSchema }),
  reading("models.described", { host, digest: digestSchema, details: modelDetailsSchema }),
  reading("models.undescribed", { host, digest: digestSchema, failure: failureSchema }),
] as const;
export type ModelsEvent = EventOf<typeof MODELS_EVENTS>;
