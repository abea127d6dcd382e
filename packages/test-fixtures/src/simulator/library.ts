import type { Clock } from "../clock.ts";
import type { SimulatedModel } from "./model/models.ts";
import { parseName, toKey } from "./model/names.ts";

/** The models and blobs that are on the disk of an Ollama. */
export interface Library {
  /** Newest first, as Ollama sorts them: by whole seconds. */
  list(): readonly InstalledModel[];
  find(name: string): InstalledModel | undefined;
  /** Installs under a name; one that is there already keeps its spelling. */
  put(model: SimulatedModel): void;
  remove(name: string): boolean;
  hasBlob(digest: string): boolean;
  /** What is known of a blob. */
  blob(digest: string): StoredBlob | undefined;
  /** Keeps a blob that no model has (yet). */
  addBlob(digest: string, blob: StoredBlob): void;
  removeBlob(digest: string): void;
}

/** What is kept of a blob that was uploaded or pulled: its size, and its text where it is a small one. */
export type StoredBlob = { readonly sizeBytes: number; readonly isGguf?: boolean; readonly text?: string };

/** A model that is on the disk. */
export type InstalledModel = SimulatedModel & { readonly modifiedAtMs: number };

/** Starts with these models. */
export function createLibrary(
  models: readonly SimulatedModel[],
  clock: Clock,
  onChanged: () => void = () => undefined,
): Library {
  const byKey = new Map<string, InstalledModel>();
  const loose = new Map<string, StoredBlob>();
  const keyOf = (name: string): string => {
    const parsed = parseName(name);
    return parsed === undefined ? "" : toKey(parsed);
  };
  const put = (model: SimulatedModel): void => {
    const key = keyOf(model.name);
    const name = byKey.get(key)?.name ?? model.name;
    byKey.delete(key);
    byKey.set(key, { ...model, name, modifiedAtMs: model.modifiedAtMs ?? clock.now() });
    for (const layer of model.layers) loose.delete(layer.digest);
  };
  const blobOf = (digest: string): StoredBlob | undefined => {
    const layers = [...byKey.values()].flatMap((model) => model.layers);
    const layer = layers.find((one) => one.digest === digest);
    return layer === undefined ? loose.get(digest) : { ...layer, isGguf: layer.kind === "model" };
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
      for (const layer of model.layers) loose.delete(layer.digest);
      onChanged();
      return true;
    },
    hasBlob: (digest) => blobOf(digest) !== undefined,
    blob: blobOf,
    addBlob: (digest, blob) => void loose.set(digest, blob),
    removeBlob: (digest) => void loose.delete(digest),
  };
}

function toSeconds(ms: number): number {
  return Math.floor(ms / 1000);
}
