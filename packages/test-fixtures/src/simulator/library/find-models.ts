import { Refusal } from "../http/refusal.ts";
import type { Runner } from "../model/runner.ts";
import type { SimulatedModel } from "../model/simulated-model.ts";
import { toDigestName } from "./digest-name.ts";
import type { TagStore } from "./tag-store.ts";
import { isManifestList, type Tag } from "./tags.ts";

export type InstalledModel = SimulatedModel & { readonly modifiedAtMs: number };

/** One for each name and, since 0.40, for each child that is here. Newest first. */
export function listModels(store: TagStore): readonly InstalledModel[] {
  const rows = store
    .all()
    .flatMap((tag) => store.manifests.behind(tag).map((model) => toInstalled(model, tag)));
  if (!store.hasLists) return rows.toReversed().sort(byTime);
  return rows.sort((a, b) => byTime(a, b) || compare(a.name, b.name) || compare(a.digest, b.digest));
}

/** The model of a name: of a list, the first child in this order that is here. */
export function findModel(
  store: TagStore,
  name: string,
  { order, runner }: { readonly order: readonly Runner[]; readonly runner: Runner | undefined },
): InstalledModel | undefined {
  const digest = store.digestOf(name);
  if (digest !== undefined) return findByDigest(store, digest);
  const tag = store.find(name);
  if (tag === undefined) return undefined;
  const local = store.manifests.behind(tag);
  const isOneForAll = !isManifestList(tag.content) && tag.content.runner === undefined;
  const wanted = runner === undefined ? order : [runner];
  const found = isOneForAll
    ? local[0]
    : wanted.flatMap((one) => local.find((model) => model.runner === one) ?? [])[0];
  if (found === undefined && runner !== undefined) throw noCompatibleManifest(runner);
  return found && toInstalled(found, tag);
}

/** A list has no child for these runners, or none that is here. */
export function noCompatibleManifest(...runners: readonly Runner[]): Refusal {
  return new Refusal(400, `no compatible manifest found for runners: ${runners.join(", ")}`);
}

function findByDigest(store: TagStore, digest: string): InstalledModel | undefined {
  const named = listModels(store).find((model) => model.digest === digest);
  return named && { ...named, name: toDigestName(digest) };
}

function toInstalled(model: SimulatedModel, { name, modifiedAtMs }: Tag): InstalledModel {
  return { ...model, name, modifiedAtMs };
}

/** Ollama compares whole seconds. */
function byTime(a: InstalledModel, b: InstalledModel): number {
  return Math.floor(b.modifiedAtMs / 1000) - Math.floor(a.modifiedAtMs / 1000);
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
