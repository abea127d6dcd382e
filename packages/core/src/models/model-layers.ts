import type { StoredBlob } from "../disk/blobs-folder.ts";
import { deletionOf, needsOf } from "./freed-bytes.ts";
import { isLeftover } from "./leftover.ts";
import type { ModelName } from "./model-name.ts";
import type { ModelStore, StoredLayer, StoredManifest } from "./model-store.ts";
import type { Model } from "./models-events.ts";
import { findTag, publicName, readsOnlyLegacy, tagsInUse } from "./tags-in-use.ts";

/** What was read of a models folder. */
export type ReadStore = {
  readonly store: ModelStore;
  readonly blobs: readonly StoredBlob[];
  /** The digests of layers that are not here. */
  readonly missing: ReadonlySet<string>;
  readonly version: string;
};

export type ModelLayer = StoredLayer & {
  /** The other models that need it. */
  readonly sharedWith: readonly ModelName[];
  readonly isMissing: boolean;
};

export type ModelLayers = {
  readonly layers: readonly ModelLayer[];
  /** What deleting the model frees; absent if not all models are known. */
  readonly freesBytes?: number;
};

/** The layers of a model, in the order of its manifest; `undefined` if the folder has no manifest of it. */
export function layersOf(
  { store, blobs, missing, version }: ReadStore,
  model: Pick<Model, "name" | "digest">,
): ModelLayers | undefined {
  const inUse = tagsInUse(store.tags, version);
  const name = readsOnlyLegacy(version) ? model.name : publicName(model.name);
  const tag = findTag(inUse, name);
  const manifest =
    tag?.manifests.find(({ digest }) => digest === `sha256:${model.digest}`) ?? tag?.manifests[0];
  if (!tag || !manifest) return undefined;
  const others = inUse
    .filter((other) => other !== tag && !isLeftover(other.name))
    .map((other) => ({ name: other.name, needs: new Set(needsOf(version)(other)) }));
  const deletion = store.isWhole ? deletionOf(store.tags, model.name, version) : undefined;
  return {
    layers: withConfig(manifest, blobs).map((layer) => ({
      ...layer,
      sharedWith: others.filter(({ needs }) => needs.has(layer.digest)).map((other) => other.name),
      isMissing: missing.has(layer.digest),
    })),
    ...(deletion && { freesBytes: freedBy(deletion.freed, blobs) }),
  };
}

/** The media type of a configuration, as in the manifests of Ollama. */
export const CONFIG_TYPE = "application/vnd.docker.container.image.v1+json";

function withConfig(
  { layers, configDigest }: StoredManifest,
  blobs: readonly StoredBlob[],
): readonly StoredLayer[] {
  const config = blobs.find(({ digest }) => digest === configDigest);
  return config
    ? [...layers, { mediaType: CONFIG_TYPE, digest: config.digest, sizeBytes: config.sizeBytes }]
    : layers;
}

function freedBy(digests: readonly string[], blobs: readonly StoredBlob[]): number {
  const freed = new Set(digests);
  return blobs.reduce((sum, { digest, freesBytes }) => sum + (freed.has(digest) ? freesBytes : 0), 0);
}
