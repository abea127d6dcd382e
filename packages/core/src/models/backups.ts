import { leftoverDigest } from "./leftover.ts";
import type { ModelName } from "./model-name.ts";
import { isList, type StoredManifest, type StoredTag } from "./model-store.ts";
import { publicName, readsOnlyLegacy, tagsInUse } from "./tags-in-use.ts";

/** The original that stayed when Ollama converted a model (docs/ollama.md §8.8). */
export type StoredBackup = {
  /** `sha256:…` of its manifest. */
  readonly digest: string;
  /** The models that have it: names of one model share it. */
  readonly models: readonly ModelName[];
};

/**
 * The backups that a conversion has left, told apart from lists that a person made or pulled: Ollama has written the
 * converted weights under a name of their own, and the original where an older Ollama finds it (docs/ollama.md §8.8). A
 * manifest that anything else names as well is no mere backup. An older Ollama cannot free them.
 */
export function backupsIn(tags: readonly StoredTag[], version: string): readonly StoredBackup[] {
  if (readsOnlyLegacy(version)) return [];
  const inUse = tagsInUse(tags, version);
  const conversions = inUse.flatMap((tag) => {
    const original = originalOf(tag, tags);
    return original ? [{ list: tag.digest, original: original.digest }] : [];
  });
  const lists = new Set(conversions.map(({ list }) => list));
  return [...new Set(conversions.map(({ original }) => original))].flatMap(
    (digest): readonly StoredBackup[] => {
      const named = inUse.filter((tag) => tag.manifests.some((one) => one.digest === digest));
      const isOnlyBackup = named.every((tag) => lists.has(tag.digest));
      return isOnlyBackup ? [{ digest, models: named.map(({ name }) => name) }] : [];
    },
  );
}

/** The original in the list that a conversion made of a model. */
function originalOf(tag: StoredTag, tags: readonly StoredTag[]): StoredManifest | undefined {
  if (!isList(tag)) return undefined;
  const [original, ...otherOriginals] = tag.manifests.filter(({ runner }) => runner === "ggml");
  const [converted, ...otherConverted] = tag.manifests.filter(({ runner }) => runner === "llamacpp");
  if (!original || !converted || otherOriginals.length > 0 || otherConverted.length > 0) return undefined;
  const hasOwnName = tags.some(({ name }) => `sha256:${leftoverDigest(name)}` === converted.digest);
  const isAnchored = tags.some(
    ({ name, layout, manifests: [anchor] }) =>
      layout === "legacy" && publicName(name) === tag.name && anchor && hasSameBlobs(anchor, original),
  );
  return hasOwnName && isAnchored ? original : undefined;
}

const hasSameBlobs = (one: StoredManifest, other: StoredManifest): boolean =>
  one.blobs.toSorted().join() === other.blobs.toSorted().join();
