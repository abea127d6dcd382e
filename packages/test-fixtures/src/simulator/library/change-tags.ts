import { toEntry, type SimulatedList } from "../model/lists.ts";
import { manifestList } from "../model/manifest-list.ts";
import type { SimulatedModel } from "../model/simulated-model.ts";
import { names, type TagStore } from "./tag-store.ts";
import { isManifestList } from "./tags.ts";

/** An Ollama that does not know lists has one child. */
export function install(store: TagStore, model: SimulatedModel | SimulatedList, nowMs: number): void {
  if (!("children" in model)) return put(store, model, nowMs);
  const { name, children, absent } = model;
  const [child] = children;
  if (child === undefined) throw new Error(`${name} has no child that is here`);
  if (!store.hasLists) return put(store, { ...child, name }, nowMs);
  for (const one of children) store.manifests.write(one);
  const content = manifestList([...children.map(toEntry), ...absent]);
  store.putV2({ name, modifiedAtMs: child.modifiedAtMs ?? nowMs, content });
}

function put(store: TagStore, { modifiedAtMs, ...content }: SimulatedModel, nowMs: number): void {
  const tag = { name: content.name, modifiedAtMs: modifiedAtMs ?? nowMs, content };
  if (store.hasLists) store.putV2(tag);
  else store.legacy.put(tag);
}

/** Replaces a model by a list of both, and keeps both for older versions: as its anchor and its ghost. */
export function putConverted(
  store: TagStore,
  name: string,
  {
    original,
    converted,
    modifiedAtMs,
  }: {
    readonly original: SimulatedModel;
    readonly converted: SimulatedModel;
    readonly modifiedAtMs: number;
  },
): void {
  for (const child of [original, converted]) store.manifests.write(child);
  store.putV2({ name, modifiedAtMs, content: manifestList([original, converted].map(toEntry)) });
  store.legacy.put({ name, modifiedAtMs, content: original });
  store.legacy.put({ name: `llamacpp:${converted.digest}`, modifiedAtMs, content: converted });
}

/** Takes a child out of every list that names it. The anchors of these lists go, too. */
export function removeChild(store: TagStore, digest: string, modifiedAtMs: number): boolean {
  const named = [...store.v2.all(), ...store.legacy.all()].filter((tag) => names(tag, digest));
  for (const { name, content } of named) {
    const left = isManifestList(content) ? content.entries.filter((entry) => entry.digest !== digest) : [];
    if (left.length > 0) store.putV2({ name, modifiedAtMs, content: manifestList(left) });
    else if (isManifestList(content)) store.remove(name);
    else store.legacy.remove(name);
  }
  return named.length > 0;
}
