import type { StoredTag } from "../models/model-store.ts";

/** Everything that a tag of either layout leads to, whether this version of Ollama reads that tag or not. */
export const referredDigests = (tags: readonly StoredTag[]): ReadonlySet<string> =>
  new Set(
    tags.flatMap(({ digest, manifests, missing = [] }) => [
      digest,
      ...missing,
      ...manifests.flatMap((manifest) => [manifest.digest, ...manifest.blobs, ...manifest.anchored]),
    ]),
  );
