import * as v from "valibot";
import type { LoadedModel, Model, ModelDetails } from "../../models/models.ts";
import { modelNameSchema } from "../../shared/named-schema.ts";

// Models as they are stored. The compiler compares each schema with its type.

const text = v.string();
const count = v.number();
const texts = v.array(text);

/** An installed model. */
export const modelSchema = v.object({
  name: modelNameSchema,
  digest: text,
  sizeBytes: count,
  modifiedAtMs: count,
  format: text,
  family: text,
  parameterSize: text,
  quantization: text,
  contextLength: v.exactOptional(count),
  capabilities: v.exactOptional(texts),
  remoteHost: v.exactOptional(text),
}) satisfies v.GenericSchema<unknown, Model>;

/** A model in memory. */
export const loadedModelSchema = v.object({
  name: modelNameSchema,
  sizeBytes: count,
  vramBytes: count,
  contextLength: v.exactOptional(count),
  expiresAtMs: count,
}) satisfies v.GenericSchema<unknown, LoadedModel>;

/** The details of a model. */
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
}) satisfies v.GenericSchema<unknown, ModelDetails>;
