import * as v from "valibot";
import type { PullLayer } from "../../downloads/pull-progress.ts";
import { countSchema as size, lineSchema as line, optionalOf } from "../ollama/foreign-schemas.ts";

/** Checked strictly, because it becomes part of a URL and of a file name. */
const digest = v.pipe(v.string(), v.regex(/^sha256:[0-9a-f]{64}$/));

/** A model in safetensors has a layer for each tensor (docs/ollama.md §2.2), which are thousands. */
const MOST_LAYERS = 10_000;
/** There is one manifest for each runner. */
const MOST_CHILDREN = 100;

/** Registries written in Go may send an empty configuration in place of none. */
const noConfig = v.pipe(
  v.object({ digest: v.optional(v.literal("")) }),
  v.transform(() => undefined),
);

/** A registry's manifest (docs/ollama.md §5.1). Ollama also accepts one without a configuration, or without layers. */
export const manifestSchema = v.pipe(
  v.object({
    runner: v.nullish(line),
    config: v.nullish(v.union([v.object({ digest, size }), noConfig])),
    layers: v.nullish(
      v.pipe(
        v.array(v.unknown()),
        v.maxLength(MOST_LAYERS),
        v.array(v.object({ digest, size, mediaType: v.nullish(line) })),
      ),
    ),
  }),
  v.check(({ config, layers }) => Boolean(config ?? layers)),
  v.transform(({ layers, ...manifest }) => ({ ...manifest, layers: layers ?? [] })),
);

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
  model_family: optionalOf(line),
  model_type: optionalOf(line),
  file_type: optionalOf(line),
  requires: optionalOf(line),
  remote_host: optionalOf(line),
});
