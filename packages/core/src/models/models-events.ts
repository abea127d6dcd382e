import * as v from "valibot";
import { hostIdSchema as host } from "../hosts/host.ts";
import { modelShapeSchema } from "../fit/model-shape.ts";
import { failureSchema } from "../shared/failure.ts";
import { count, fact, news, reading, text, texts, type DataOf, type EventOf } from "../shared/described.ts";
import { detailsKeySchema } from "./details-key.ts";
import { modelNameSchema } from "./model-name.ts";

/** The sha256 of a manifest, in bare hex. Servers that are only like Ollama may give one to many models, or none. */
export const digestSchema = v.string();

const copyEntries = {
  digest: digestSchema,
  /** Sum of all layers, in bytes, including those shared with other models. */
  sizeBytes: count,
  format: text,
  family: text,
  parameterSize: text,
  quantization: text,
  /** The maximum, in tokens; reported since Ollama 0.30. */
  contextLength: v.exactOptional(count),
  /** Reported in the list since Ollama 0.30. */
  capabilities: v.exactOptional(texts),
  /** What runs it: `llamacpp`, `ggml` or `mlx`; reported since Ollama 0.40. */
  runner: v.exactOptional(text),
};

/** A local copy of a model for one runner: one row of `GET /api/tags` (docs/ollama.md §1.2 and §8.3). */
const copySchema = v.object(copyEntries);
export type Copy = DataOf<typeof copySchema>;

/** One installed model: the copy of it that Ollama uses. */
const modelSchema = v.object({
  name: modelNameSchema,
  modifiedAtMs: count,
  ...copyEntries,
  /** Its other local copies. */
  copies: v.exactOptional(v.array(copySchema)),
  /** Whether Ollama has converted its weights on this machine (docs/ollama.md §8.6); absent if that is not known. */
  isConverted: v.exactOptional(v.literal(true)),
  /** The host that runs a cloud model; a cloud model takes no disk space. */
  remoteHost: v.exactOptional(text),
});
export type Model = DataOf<typeof modelSchema>;

const loadedCopyEntries = {
  /** Absent if the server reports none, and in older histories. */
  digest: v.exactOptional(digestSchema),
  /** The program that really runs it; reported since Ollama 0.40. */
  runner: v.exactOptional(text),
  /** All memory that it takes, in bytes. */
  sizeBytes: count,
  /** The part of `sizeBytes` on the GPU; compatible servers may not say it. */
  vramBytes: v.exactOptional(count),
  /** Allocated, in tokens; reported since Ollama 0.10. */
  contextLength: v.exactOptional(count),
  /** When it will be unloaded; far in the future if it is kept loaded. Compatible servers may not say it. */
  expiresAtMs: v.exactOptional(count),
};

const loadedCopySchema = v.object(loadedCopyEntries);
export type LoadedCopy = DataOf<typeof loadedCopySchema>;

/** One model in memory, as `GET /api/ps` lists it (docs/ollama.md §1.4): the sum of its copies (§8.3). */
const loadedModelSchema = v.object({
  name: modelNameSchema,
  ...loadedCopyEntries,
  /** Each copy, if several are loaded. */
  copies: v.exactOptional(v.array(loadedCopySchema)),
});
export type LoadedModel = DataOf<typeof loadedModelSchema>;

/** Details that only `POST /api/show` returns. The texts are foreign and may be long. */
const modelDetailsSchema = v.object({
  capabilities: v.exactOptional(texts),
  contextLength: v.exactOptional(count),
  embeddingLength: v.exactOptional(count),
  parameterCount: v.exactOptional(count),
  architecture: v.exactOptional(text),
  requires: v.exactOptional(text),
  /** What makes a prompt of messages, and reads the answer, where that is not the template; and where the template is from. */
  renderer: v.exactOptional(text),
  parser: v.exactOptional(text),
  templateSource: v.exactOptional(text),
  /** What its memory follows from; absent in older histories. */
  shape: v.exactOptional(modelShapeSchema),
  /** The digest of the copy that Ollama uses and describes; reported since 0.40 if there are several. */
  copyInUse: v.exactOptional(digestSchema),
  /** How much a model can be asked to think, and how much it thinks unasked; reported since Ollama 0.34.3. */
  thinking: v.exactOptional(v.object({ values: texts, default: v.exactOptional(text) })),
  license: text,
  system: text,
  template: text,
  parameters: text,
  modelfile: text,
});
export type ModelDetails = DataOf<typeof modelDetailsSchema>;

/**
 * What the models folder holds beyond the models that Ollama lists, and the bytes that deleting it frees; and the models of
 * which it does not hold everything.
 */
const spareSchema = v.object({
  /** Originals that stayed when Ollama converted models; `digest` is bare hex, as in Ollama's list. */
  backups: v.array(v.object({ digest: digestSchema, models: v.array(modelNameSchema), sizeBytes: count })),
  /** Converted weights that no model has any more, by the name that Ollama gives them. */
  leftovers: v.array(v.object({ model: modelNameSchema, sizeBytes: count })),
  /** How many of their layers are missing. Ollama lists such models, and cannot load them. */
  damaged: v.exactOptional(v.array(v.object({ model: modelNameSchema, missing: count }))),
});
export type Spare = DataOf<typeof spareSchema>;

export const MODELS_EVENTS = [
  fact("models.refresh-requested", { host }),
  /** Others have removed or replaced a model that got its name by a copy or a new name here. */
  fact("models.name-freed", { host, model: modelNameSchema }),
  reading("models.listed", {
    host,
    models: v.array(modelSchema),
    /** Names of earlier lists that are not in this one: told by the leader, since other windows may not have seen those. */
    removed: v.exactOptional(v.array(modelNameSchema)),
  }),
  /** The list was read again, and has not changed. */
  reading("models.confirmed", { host }),
  /** Another program has added or removed models since the list was read. */
  reading("models.changed-elsewhere", { host }),
  reading("models.loaded", { host, models: v.array(loadedModelSchema) }),
  news("models.unread", { host, failure: failureSchema }),
  reading("models.weighed", { host, spare: spareSchema }),
  reading("models.describe-requested", { host, model: modelNameSchema, key: detailsKeySchema }),
  reading("models.described", { host, key: detailsKeySchema, details: modelDetailsSchema }),
  reading("models.undescribed", { host, key: detailsKeySchema, failure: failureSchema }),
] as const;
export type ModelsEvent = EventOf<typeof MODELS_EVENTS>;
