import type { Clock } from "../clock.ts";
import { blobName } from "./blobs/blob-names.ts";
import type { Folder } from "./blobs/folder.ts";
import type { SimulatedModel } from "./model/simulated-model.ts";
import { parseName, toKey } from "./model/names.ts";

/** The models and blobs on the disk of an Ollama. */
export interface Library {
  /** Newest first. Ollama compares whole seconds. */
  list(): readonly InstalledModel[];
  find(name: string): InstalledModel | undefined;
  /** Installs a model. If there is one of this name, the spelling of its name is kept. */
  put(model: SimulatedModel): void;
  remove(name: string): boolean;
  hasBlob(digest: string): boolean;
  blob(digest: string): StoredBlob | undefined;
  /** Adds an uploaded blob that does not belong to a model yet. */
  addBlob(digest: string, blob: StoredBlob): void;
  /** Whether a model has this layer. */
  isUsed(digest: string): boolean;
  /** Removes a layer, unless a model uses it. */
  removeUnused(digest: string): void;
}

/** The size of a blob, and the text of a small one. */
export type StoredBlob = { readonly sizeBytes: number; readonly isGguf?: boolean; readonly text?: string };

export type InstalledModel = SimulatedModel & { readonly modifiedAtMs: number };

/** Starts with these models. Their layers may be missing in the folder; those of pulled models are there. */
export function createLibrary({
  models,
  clock,
  folder,
  onChanged,
}: {
  readonly models: readonly SimulatedModel[];
  readonly clock: Clock;
  readonly folder: Folder;
  readonly onChanged: () => void;
}): Library {
  const byKey = new Map<string, InstalledModel>();
  const uploaded = new Map<string, StoredBlob>();
  const keyOf = (name: string): string => {
    const parsed = parseName(name);
    return parsed === undefined ? "" : toKey(parsed);
  };
  const put = (model: SimulatedModel): void => {
    const key = keyOf(model.name);
    const name = byKey.get(key)?.name ?? model.name;
    byKey.delete(key);
    byKey.set(key, { ...model, name, modifiedAtMs: model.modifiedAtMs ?? clock.now() });
    for (const layer of model.layers) uploaded.delete(layer.digest);
  };
  const layerOf = (digest: string): SimulatedModel["layers"][number] | undefined =>
    [...byKey.values()].flatMap((model) => model.layers).find((layer) => layer.digest === digest);
  const blobOf = (digest: string): StoredBlob | undefined => {
    const layer = layerOf(digest);
    if (layer !== undefined) return { ...layer, isGguf: layer.kind === "model" };
    return uploaded.get(digest) ?? storedBlob(folder, digest);
  };
  const removeUnused = (digest: string): void => {
    uploaded.delete(digest);
    if (layerOf(digest) !== undefined || folder.find(blobName(digest)) === undefined) return;
    folder.remove(blobName(digest));
  };
  for (const model of models) put(model);

  return {
    list: () =>
      [...byKey.values()].reverse().sort((a, b) => toSeconds(b.modifiedAtMs) - toSeconds(a.modifiedAtMs)),
    find: (name) => byKey.get(keyOf(name)),
    put(model) {
      put(model);
      onChanged();
    },
    remove(name) {
      const model = byKey.get(keyOf(name));
      if (model === undefined) return false;
      byKey.delete(keyOf(name));
      for (const layer of model.layers) removeUnused(layer.digest);
      onChanged();
      return true;
    },
    hasBlob: (digest) => blobOf(digest) !== undefined,
    blob: blobOf,
    addBlob: (digest, blob) => void uploaded.set(digest, blob),
    isUsed: (digest) => layerOf(digest) !== undefined,
    removeUnused,
  };
}

function storedBlob(folder: Folder, digest: string): StoredBlob | undefined {
  const file = folder.find(blobName(digest));
  const text = file && folder.read(file.name);
  return file && { sizeBytes: file.sizeBytes, ...(text !== undefined && { text }) };
}

function toSeconds(ms: number): number {
  return Math.floor(ms / 1000);
}
