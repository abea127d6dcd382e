import { isLeftover, leftoverDigest } from "./leftover.ts";
import { isSameModel, type ModelName } from "./model-name.ts";
import type { StoredManifest, StoredTag } from "./model-store.ts";
import { findTag, publicName, readsOnlyLegacy, tagsInUse } from "./tags-in-use.ts";

/** What becomes of a model's blobs if it is deleted. */
export type Deletion = {
  /** Digests of the blobs that are deleted with it. */
  readonly freed: readonly string[];
  /** Digests of the blobs that only converted weights keep, which Ollama lists by their digest (docs/ollama.md §8.4). */
  readonly leftBehind: readonly string[];
};

/**
 * What deleting a model frees: the blobs that no other tag needs (docs/ollama.md §1.1 and §8.1). `version` is that of the
 * Ollama which deletes it: before 0.40 it knows nothing of `manifests-v2/`. `undefined` if there is no such model.
 */
export function deletionOf(
  tags: readonly StoredTag[],
  model: ModelName,
  version: string,
): Deletion | undefined {
  const digest = leftoverDigest(model);
  // Since 0.40 such a name is the address of a manifest.
  if (digest !== undefined && !readsOnlyLegacy(version)) {
    const freed = freedWithManifest(tags, `sha256:${digest}`, version);
    return freed && { freed, leftBehind: [] };
  }
  const inUse = tagsInUse(tags, version);
  const tag = findTag(inUse, readsOnlyLegacy(version) ? model : publicName(model));
  if (!tag) return undefined;
  const needs = needsOf(version);
  const others = inUse.filter((other) => other !== tag);
  const used = new Set(others.filter(({ name }) => !isLeftover(name)).flatMap(needs));
  const kept = new Set(others.filter(({ name }) => isLeftover(name)).flatMap(needs));
  const own = readsOnlyLegacy(version) ? [tag] : filesOf(tags, tag.name);
  const unused = [...new Set(own.flatMap(needs))].filter((blob) => !used.has(blob));
  return {
    freed: unused.filter((blob) => !kept.has(blob)),
    leftBehind: unused.filter((blob) => kept.has(blob)),
  };
}

/** What deleting all of these models frees; `undefined` if one of them is unknown. */
export function deletionOfAll(
  tags: readonly StoredTag[],
  models: readonly ModelName[],
  version: string,
): Deletion | undefined {
  const freed = new Set<string>();
  const leftBehind = new Set<string>();
  let rest = tags;
  for (const model of models) {
    const deletion = deletionOf(rest, model, version);
    if (!deletion) return undefined;
    for (const blob of deletion.freed) freed.add(blob);
    for (const blob of deletion.leftBehind) leftBehind.add(blob);
    rest = withoutModel(rest, model, version);
  }
  return { freed: [...freed], leftBehind: [...leftBehind].filter((blob) => !freed.has(blob)) };
}

function withoutModel(tags: readonly StoredTag[], model: ModelName, version: string): readonly StoredTag[] {
  const digest = leftoverDigest(model);
  if (digest !== undefined && !readsOnlyLegacy(version)) return withoutManifest(tags, `sha256:${digest}`);
  const nameOf = readsOnlyLegacy(version) ? (name: ModelName) => name : publicName;
  return tags.filter(({ name }) => !isSameModel(nameOf(name), nameOf(model)));
}

/** Ollama 0.40 deletes a name in both layouts, also what it does not read of them (docs/ollama.md §8.1). */
const filesOf = (tags: readonly StoredTag[], name: ModelName): readonly StoredTag[] =>
  tags.filter((tag) => publicName(tag.name) === name);

/**
 * The blobs that are deleted with one manifest, which Ollama takes out of every list that names it (docs/ollama.md §8.3).
 * The lists are written anew with about the same size. `undefined` if there is no such manifest.
 */
export function freedWithManifest(
  tags: readonly StoredTag[],
  digest: string,
  version: string,
): readonly string[] | undefined {
  const inUse = tagsInUse(tags, version);
  const manifest = inUse.flatMap(({ manifests }) => manifests).find((one) => one.digest === digest);
  if (!manifest) return undefined;
  const needed = new Set(withoutManifest(inUse, digest).flatMap(needsOf(version)));
  return [...new Set([digest, ...blobsOf(manifest)])].filter((blob) => !needed.has(blob));
}

const withoutManifest = (tags: readonly StoredTag[], digest: string): readonly StoredTag[] =>
  tags
    .filter((tag) => tag.digest !== digest)
    .map((tag) => ({ ...tag, manifests: tag.manifests.filter((one) => one.digest !== digest) }));

const blobsOf = ({ blobs, anchored }: StoredManifest): readonly string[] => [...blobs, ...anchored];

/** The blobs that a tag needs. Since 0.40 manifests and lists are blobs, too. */
export const needsOf =
  (version: string) =>
  ({ digest, manifests }: StoredTag): readonly string[] =>
    readsOnlyLegacy(version)
      ? manifests.flatMap(blobsOf)
      : [digest, ...manifests.flatMap((manifest) => [manifest.digest, ...blobsOf(manifest)])];
