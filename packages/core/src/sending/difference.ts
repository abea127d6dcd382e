import * as v from "valibot";
import type { StoredLayer } from "../models/model-store.ts";
import type { Sendable } from "./sendable-model.ts";

/** In what a model that was created from the same files differs from its original. */
export const differenceSchema = v.picklist([
  /** Ollama rewrote the weights, as 0.30 to 0.34.0 do (docs/ollama.md §1.6). */
  "weights",
  /** Its parameters or texts are written in another way. */
  "texts",
  /** All layers are the same; the manifest names another configuration, or names them in another order. */
  "configuration",
]);
export type Difference = v.InferOutput<typeof differenceSchema>;

/** Compares by the layers that Ollama named while it created the model, and by the digest of its manifest. */
export function differenceOf(
  { digest, files, texts }: Sendable,
  created: { readonly layers: ReadonlySet<string>; readonly digest: string | undefined },
): Difference | undefined {
  if (created.digest !== undefined && `sha256:${created.digest}` === digest) return undefined;
  const isMissing = (layer: StoredLayer): boolean => !created.layers.has(layer.digest);
  if (files.some(isMissing)) return "weights";
  if (digest === undefined) return undefined;
  return texts.some(isMissing) ? "texts" : "configuration";
}
