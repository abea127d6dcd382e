import { freedWithManifest, needsOf, type Deletion } from "./freed-bytes.ts";
import { isLeftover, leftoverDigest } from "./leftover.ts";
import type { ModelName } from "./model-name.ts";
import type { StoredTag } from "./model-store.ts";
import { publicName, readsOnlyLegacy, tagsInUse } from "./tags-in-use.ts";

type Blobs = ReadonlySet<string>;

/** `deletionOf` of every model, by the name that this version gives it, in one walk over what all of them need. */
export function deletionsOf(tags: readonly StoredTag[], version: string): ReadonlyMap<ModelName, Deletion> {
  const isLegacy = readsOnlyLegacy(version);
  const inUse = tagsInUse(tags, version).map((tag) => ({ tag, needs: new Set(needsOf(version)(tag)) }));
  // Ollama 0.40 deletes a name in both layouts (docs/ollama.md §8.1).
  const files = blobsOfNames(tags, version, publicName);
  const [used, kept] = [false, true].map((isKept) =>
    countsOf(inUse.filter(({ tag }) => isLeftover(tag.name) === isKept).map(({ needs }) => needs)),
  );
  return new Map(
    inUse.flatMap(({ tag: { name }, needs }): readonly [ModelName, Deletion][] => {
      const digest = leftoverDigest(name);
      if (digest !== undefined && !isLegacy) {
        const freed = freedWithManifest(tags, `sha256:${digest}`, version);
        return freed ? [[name, { freed, leftBehind: [] }]] : [];
      }
      const isOf = (counts: typeof used, isOwn: boolean) => (blob: string) =>
        (counts?.get(blob) ?? 0) > (isOwn && needs.has(blob) ? 1 : 0);
      const isUsed = isOf(used, !isLeftover(name));
      const isKept = isOf(kept, isLeftover(name));
      const own = isLegacy ? needs : (files.get(name) ?? needs);
      const unused = [...own].filter((blob) => !isUsed(blob));
      const freed = unused.filter((blob) => !isKept(blob));
      return [[name, { freed, leftBehind: unused.filter(isKept) }]];
    }),
  );
}

/** What the tags of each name need. */
export function blobsOfNames(
  tags: readonly StoredTag[],
  version: string,
  nameOf: (name: ModelName) => ModelName,
): ReadonlyMap<ModelName, Blobs> {
  const needs = needsOf(version);
  const byName = new Map<ModelName, Set<string>>();
  for (const tag of tags) {
    const name = nameOf(tag.name);
    const blobs = byName.get(name) ?? new Set();
    byName.set(name, blobs);
    for (const blob of needs(tag)) blobs.add(blob);
  }
  return byName;
}

function countsOf(needs: readonly Blobs[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const blobs of needs) for (const blob of blobs) counts.set(blob, (counts.get(blob) ?? 0) + 1);
  return counts;
}
