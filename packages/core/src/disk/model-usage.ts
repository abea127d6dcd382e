import { blobsOfNames, deletionsOf } from "../models/deletions.ts";
import { isLeftover } from "../models/leftover.ts";
import type { ModelName } from "../models/model-name.ts";
import type { ModelStore, StoredTag } from "../models/model-store.ts";
import { publicName, readsOnlyLegacy, tagsInUse } from "../models/tags-in-use.ts";
import type { StoredBlob } from "./blobs-folder.ts";

/** The space of a model. */
export type ModelUsage = {
  readonly model: ModelName;
  /** Of blobs that only this model needs. */
  readonly ownBytes: number;
  /** Of blobs that other models need, too. */
  readonly sharedBytes: number;
  /** What deleting the model frees; absent if not all models are known. */
  readonly freesBytes?: number;
};

/** What several models need, and nothing else. */
export type SharedSpace = {
  readonly models: readonly ModelName[];
  /** What deleting all of them frees of it. */
  readonly freesBytes: number;
};

/** The models that Ollama lists, and the blobs that each name needs, also with a backup. */
type ListedModels = {
  readonly names: ReadonlySet<ModelName>;
  readonly needs: ReadonlyMap<ModelName, ReadonlySet<string>>;
};

export const listedModels = ({ tags }: ModelStore, version: string): ListedModels => ({
  names: new Set(listedTags(tagsInUse(tags, version)).map(({ name }) => name)),
  needs: needsByName(tags, version),
});

type ListedBlobs = ListedModels & { readonly blobs: readonly StoredBlob[] };

/** The largest first. */
export function modelUsages(
  { tags, isWhole }: ModelStore,
  version: string,
  { names, needs, blobs }: ListedBlobs,
): readonly ModelUsage[] {
  const byDigest = new Map(blobs.map((blob) => [blob.digest, blob]));
  const needsOfModel = (model: ModelName): readonly string[] => [...(needs.get(model) ?? [])];
  const users = new Map<string, number>();
  for (const name of names)
    for (const digest of needsOfModel(name)) users.set(digest, (users.get(digest) ?? 0) + 1);
  const deletions = isWhole ? deletionsOf(tags, version) : undefined;
  const sum = (digests: Iterable<string>, bytesOf: (blob: StoredBlob) => number): number =>
    [...digests].reduce((total, digest) => total + bytesIn(byDigest.get(digest), bytesOf), 0);
  const usages = [...names].map((model): ModelUsage => {
    const all = needsOfModel(model);
    const deletion = deletions?.get(model);
    return {
      model,
      ownBytes: sum(
        all.filter((digest) => users.get(digest) === 1),
        ({ sizeBytes }) => sizeBytes,
      ),
      sharedBytes: sum(
        all.filter((digest) => users.get(digest) !== 1),
        ({ sizeBytes }) => sizeBytes,
      ),
      ...(deletion && { freesBytes: sum(deletion.freed, ({ freesBytes }) => freesBytes) }),
    };
  });
  return usages.toSorted((a, b) => b.ownBytes - a.ownBytes || b.sharedBytes - a.sharedBytes);
}

/** Every blob that listed models need. */
export const digestsOf = ({ names, needs }: ListedModels): ReadonlySet<string> =>
  new Set([...names].flatMap((name) => [...(needs.get(name) ?? [])]));

/** The most that the same models share, more than any of them frees; absent if there is none. All models must be known. */
export function mostShared(
  { names, needs, blobs }: ListedBlobs,
  usages: readonly ModelUsage[],
): SharedSpace | undefined {
  const users = new Map<string, ModelName[]>();
  for (const [name, digests] of needs)
    for (const digest of digests) users.set(digest, [...(users.get(digest) ?? []), name]);
  const groups = new Map<string, SharedSpace>();
  for (const { digest, freesBytes } of blobs) {
    const models = users.get(digest) ?? [];
    if (models.length < 2 || !models.every((model) => names.has(model))) continue;
    const key = models.join(" ");
    groups.set(key, { models, freesBytes: freesBytes + (groups.get(key)?.freesBytes ?? 0) });
  }
  const freedBy = new Map(usages.map(({ model, freesBytes = 0 }) => [model, freesBytes]));
  const isLeft = ({ models, freesBytes }: SharedSpace): boolean =>
    models.every((model) => (freedBy.get(model) ?? 0) < freesBytes);
  return [...groups.values()].filter(isLeft).toSorted((a, b) => b.freesBytes - a.freesBytes)[0];
}

/** Without the names of converted weights that a model has: Ollama's list shows them with that model only. */
function listedTags(inUse: readonly StoredTag[]): readonly StoredTag[] {
  const used = new Set(
    inUse
      .filter(({ name }) => !isLeftover(name))
      .flatMap(({ manifests }) => manifests.map(({ digest }) => digest)),
  );
  return inUse.filter(({ name, digest }) => !isLeftover(name) || !used.has(digest));
}

const bytesIn = (blob: StoredBlob | undefined, bytesOf: (blob: StoredBlob) => number): number =>
  blob ? bytesOf(blob) : 0;

/** What the files of each name need, in the layouts that this version reads. */
function needsByName(
  tags: readonly StoredTag[],
  version: string,
): ReadonlyMap<ModelName, ReadonlySet<string>> {
  const isLegacy = readsOnlyLegacy(version);
  const read = isLegacy ? tags.filter(({ layout }) => layout === "legacy") : tags;
  return blobsOfNames(read, version, isLegacy ? (name) => name : publicName);
}
