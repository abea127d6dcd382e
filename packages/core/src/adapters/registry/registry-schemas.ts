import * as v from "valibot";
import type { PullLayer } from "../../downloads/pull-progress.ts";
import { countSchema as size, lineSchema as line } from "../ollama/foreign-schemas.ts";

/** Checked strictly, because it becomes part of a URL and of a file name. */
const digest = v.pipe(v.string(), v.regex(/^sha256:[0-9a-f]{64}$/));

/** A model in safetensors has a layer for each tensor (docs/ollama.md §2.2), which are thousands. */
const MOST_LAYERS = 10_000;
/** There is one manifest for each runner. */
const MOST_CHILDREN = 100;

/** A registry's manifest (docs/ollama.md §5.1). Ollama also accepts one without a configuration. */
export const manifestSchema = v.object({
  runner: v.nullish(line),
  config: v.nullish(v.object({ digest, size })),
  layers: v.pipe(
    v.array(v.unknown()),
    v.maxLength(MOST_LAYERS),
    v.array(v.object({ digest, size, mediaType: v.nullish(line) })),
  ),
});

export const LIST = "application/vnd.ollama.manifest.list.v2+json";

/** A list of manifests, one for each runner (docs/ollama.md §8.5). */
const listSchema = v.object({
  mediaType: v.literal(LIST),
  manifests: v.pipe(
    v.array(v.unknown()),
    v.minLength(1),
    v.maxLength(MOST_CHILDREN),
    v.array(v.object({ digest, runner: v.nullish(line) })),
  ),
});
export type Child = v.InferOutput<typeof listSchema>["manifests"][number];

/** What a registry answers for a name. */
export const answerSchema = v.lazy((answer) =>
  v.is(v.object({ mediaType: v.literal(LIST) }), answer) ? listSchema : manifestSchema,
);
export type SingleManifest = v.InferOutput<typeof manifestSchema>;

/** A manifest's layers, each once as Ollama downloads them, and the configuration last. */
export function layersOf({ layers, config }: SingleManifest): readonly PullLayer[] {
  const sizes = new Map([...layers, ...(config ? [config] : [])].map(({ digest, size }) => [digest, size]));
  return [...sizes].map(([digest, sizeBytes]) => ({ digest, sizeBytes }));
}

/** The configuration layer of a model (docs/ollama.md §5.1). */
export const configSchema = v.object({
  model_family: v.nullish(line),
  model_type: v.nullish(line),
  file_type: v.nullish(line),
  requires: v.nullish(line),
  remote_host: v.nullish(line),
});
