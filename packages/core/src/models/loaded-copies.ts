import { digestsOf } from "./copies.ts";
import { isGpuPartKnown } from "./gpu-part.ts";
import { modelKey, type ModelName } from "./model-name.ts";
import type { LoadedCopy, LoadedModel, Model } from "./models-events.ts";

const BY_DIGEST = /^sha256-([0-9a-f]{64}):latest$/;

/** The digest in the name of a model that was loaded by its digest (docs/ollama.md §8.3). */
export const loadedDigest = (name: ModelName): string | undefined => BY_DIGEST.exec(name)?.[1];

/** How many copies of a model are in memory. */
export const countCopies = ({ copies }: LoadedModel): number => copies?.length ?? 1;

/** One loaded model for each name: Ollama since 0.40 may list a name for each copy in memory (docs/ollama.md §8.3). */
export function sumsOfNames(rows: readonly LoadedModel[]): readonly LoadedModel[] {
  const byName = new Map<string, LoadedModel>();
  for (const row of rows) {
    const key = modelKey(row.name);
    const before = byName.get(key);
    byName.set(key, before ? sumOf(before, row) : row);
  }
  return [...byName.values()];
}

/** The same with the models' own names where they were loaded by a digest. */
export function withInstalledNames(
  loaded: readonly LoadedModel[],
  installed: readonly Model[],
): readonly LoadedModel[] {
  if (!loaded.some(({ name }) => loadedDigest(name) !== undefined)) return loaded;
  return sumsOfNames(
    loaded.map((row) => {
      const digest = loadedDigest(row.name);
      const model = digest && installed.find((one) => digestsOf(one).includes(digest));
      return model ? { ...row, name: model.name } : row;
    }),
  );
}

function sumOf(a: LoadedModel, b: LoadedModel): LoadedModel {
  const { vramBytes = 0, expiresAtMs, ...first } = a;
  const isGpuKnown = isGpuPartKnown(a) && isGpuPartKnown(b);
  const isExpiryKnown = expiresAtMs !== undefined && b.expiresAtMs !== undefined;
  return {
    ...first,
    sizeBytes: a.sizeBytes + b.sizeBytes,
    ...(isGpuKnown && { vramBytes: vramBytes + (b.vramBytes ?? 0) }),
    ...(isExpiryKnown && { expiresAtMs: Math.max(expiresAtMs, b.expiresAtMs) }),
    copies: [...copiesOf(a), ...copiesOf(b)],
  };
}

function copiesOf(model: LoadedModel): readonly LoadedCopy[] {
  const { name: _, copies, ...copy } = model;
  return copies ?? [copy];
}
