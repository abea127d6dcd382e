import type { Clock } from "../clock.ts";
import type { Folder } from "./blobs/folder.ts";
import { install, putConverted, removeChild } from "./library/change-tags.ts";
import { findModel, listModels, type InstalledModel } from "./library/find-models.ts";
import { LayerBlobs, type StoredBlob } from "./library/layer-blobs.ts";
import { ManifestBlobs } from "./library/manifest-blobs.ts";
import { TagStore, type SavedLibrary } from "./library/tag-store.ts";
import { isManifestList, Tags, type Tag } from "./library/tags.ts";
import { toEntry, type SimulatedList } from "./model/lists.ts";
import { manifestList, type ListEntry, type ManifestList } from "./model/manifest-list.ts";
import type { Runner } from "./model/runner.ts";
import type { SimulatedModel } from "./model/simulated-model.ts";

export type { InstalledModel } from "./library/find-models.ts";

/** The models and blobs on the disk of an Ollama. */
export interface Library {
  /** One for each name and, since 0.40, for each child that is here. Newest first. */
  list(): readonly InstalledModel[];
  /** The model of a name: of a list, the first child in the platform's order that is here. */
  find(name: string, runner?: Runner): InstalledModel | undefined;
  /** What the tag of this name says. */
  tag(name: string): Tag | undefined;
  /** The children of this name that are here. */
  childrenOf(name: string): readonly ListEntry[];
  /** The digests of all manifests and layers behind this name. */
  digestsOf(name: string): readonly string[];
  /** Installs a model. If there is one of this name, the spelling of its name is kept. */
  put(model: SimulatedModel | SimulatedList): void;
  /** Makes a manifest available to lists. */
  addChild(model: SimulatedModel): void;
  putList(name: string, list: ManifestList): void;
  putConverted(name: string, original: SimulatedModel, converted: SimulatedModel): void;
  /** Replaces a model by a list of one child. What nothing else uses goes. */
  replaceByChild(name: string, child: SimulatedModel): void;
  copy(tag: Tag, name: string): void;
  remove(name: string): boolean;
  hasBlob(digest: string): boolean;
  blob(digest: string): StoredBlob | undefined;
  /** Adds an uploaded blob that does not belong to a model yet. */
  addBlob(digest: string, blob: StoredBlob): void;
  /** Whether a model has this layer. */
  isUsed(digest: string): boolean;
  /** Removes a layer, unless a model uses it. */
  removeUnused(digest: string): void;
  /** Whether a tag leads to a manifest that is missing. Then nothing is pruned. */
  readonly isCorrupt: boolean;
  /** What an Ollama finds again after a restart. */
  saved(): SavedLibrary;
}

type LibraryOptions = {
  /** Installed at first. */
  readonly models: readonly (SimulatedModel | SimulatedList)[];
  /** What an earlier Ollama left takes precedence. */
  readonly saved: SavedLibrary | undefined;
  readonly clock: Clock;
  readonly folder: Folder;
  /** Whether it is the library of a 0.40: with lists, and with tags in `manifests-v2`. */
  readonly hasLists: boolean;
  /** Which child of a list is chosen. */
  readonly order: readonly Runner[];
  /** Whether every layer has a file; else only those that were pulled have one. */
  readonly hasLayerFiles: boolean;
  readonly onChanged: () => void;
};

export function createLibrary(options: LibraryOptions): Library {
  const { clock, folder, hasLayerFiles, order } = options;
  const store = createStore(options);
  const blobs = new LayerBlobs(folder, () => store.reachOfAll());
  const onChanged = (): void => {
    if (hasLayerFiles) blobs.putFiles();
    options.onChanged();
  };
  const changed = (): void => {
    blobs.tagsChanged();
    onChanged();
  };
  const taggedAs = (name: string): readonly Tag[] => [store.find(name) ?? []].flat();
  const childrenOf = ({ content }: Tag): readonly ListEntry[] =>
    isManifestList(content) ? content.entries.filter(({ digest }) => store.manifests.has(digest)) : [];
  /** Changes tags, and removes the blobs that nothing leads to any more. */
  const change = <Result>(how: () => Result): Result => {
    const before = [...blobs.used().keys()];
    const result = how();
    blobs.tagsChanged();
    for (const digest of before) blobs.removeUnused(digest);
    onChanged();
    return result;
  };

  if (hasLayerFiles) blobs.putFiles();
  return {
    list: () => listModels(store),
    find: (name, runner) => findModel(store, name, { order, runner }),
    tag: (name) => store.find(name),
    childrenOf: (name) => taggedAs(name).flatMap(childrenOf),
    digestsOf: (name) => [...store.reach(taggedAs(name)).keys()],
    put(model) {
      install(store, model, clock.now());
      for (const { layers } of "children" in model ? model.children : [model]) {
        for (const layer of layers) blobs.claim(layer.digest);
      }
      changed();
    },
    addChild: (model) => store.manifests.write(model),
    putList(name, content) {
      store.putV2({ name, modifiedAtMs: clock.now(), content });
      changed();
    },
    putConverted(name, original, converted) {
      change(() => putConverted(store, name, { original, converted, modifiedAtMs: clock.now() }));
    },
    replaceByChild(name, child) {
      const content = manifestList([toEntry(child)]);
      change(() => {
        store.manifests.write(child);
        store.putV2({ name, modifiedAtMs: clock.now(), content });
      });
    },
    copy({ content, modifiedAtMs }, name) {
      // The time that 0.40 shows is that of the manifest's blob, which both names share.
      if (store.hasLists) store.putV2({ name, modifiedAtMs, content });
      else store.legacy.put({ name, modifiedAtMs: clock.now(), content });
      changed();
    },
    remove(name) {
      const digest = store.digestOf(name);
      return change(() =>
        digest === undefined ? store.remove(name) : removeChild(store, digest, clock.now()),
      );
    },
    hasBlob: (digest) => blobs.find(digest) !== undefined,
    blob: (digest) => blobs.find(digest),
    addBlob: (digest, blob) => blobs.add(digest, blob),
    isUsed: (digest) => blobs.used().has(digest),
    removeUnused: (digest) => blobs.removeUnused(digest),
    get isCorrupt() {
      return store.isCorrupt;
    },
    saved: () => store.saved(),
  };
}

function createStore({ models, saved, clock, folder, hasLists }: LibraryOptions): TagStore {
  const tags = { legacy: new Tags(hasLists), v2: new Tags(hasLists) };
  const store = new TagStore(hasLists, tags, new ManifestBlobs(folder, saved?.children ?? []));
  for (const tag of saved?.legacy ?? []) tags.legacy.put(tag);
  for (const tag of saved?.v2 ?? []) tags.v2.put(tag);
  for (const model of saved === undefined ? models : []) install(store, model, clock.now());
  return store;
}
