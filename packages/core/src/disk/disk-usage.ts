import type { UnfinishedLayer } from "../downloads/unfinished-layer.ts";
import type { ModelName } from "../models/model-name.ts";
import type { ModelStore } from "../models/model-store.ts";
import type { BlobsFolder, StoredBlob } from "./blobs-folder.ts";
import {
  digestsOf,
  listedModels,
  modelUsages,
  mostShared,
  type ModelUsage,
  type SharedSpace,
} from "./model-usage.ts";
import { backupUsages, type BackupUsage } from "./backup-usage.ts";
import { referredDigests } from "./referred-digests.ts";

/** What Ollama itself keeps when it starts, since 0.21.0: what was written within an hour (docs/ollama.md §2.3). */
export const YOUNG_MS = 3_600_000;

/** A remembered download that is not complete, and the layers that it fetches, if they are known. */
export type NeededLayers = {
  readonly model: ModelName;
  readonly layers: readonly string[] | undefined;
  /** What it has is offered only if it has ended, and does not go on as soon as there is room. */
  readonly stage: "unfinished" | "waiting-for-room" | "ended";
};

/** What was read of a models folder, and when. */
export type ReadFolder = {
  readonly path: string;
  readonly contents: BlobsFolder;
  readonly unfinished: readonly UnfinishedLayer[];
  readonly store: ModelStore;
  /** The downloads of every host: several may share a folder. */
  readonly downloads: readonly NeededLayers[];
  readonly version: string;
  readonly atMs: number;
};

export type PartialUsage = {
  readonly digest: string;
  readonly sizeBytes: number;
  readonly changedAtMs: number;
  /** The models of the downloads that fetched it, as far as they are remembered. */
  readonly models: readonly ModelName[];
};

/** Why no blob is known to be unused. */
export type WhyKept = "folder-not-whole" | "unknown-manifest" | "written-lately" | "download-unsized";

/** What takes the space of the disk. Every file of the blobs folder is in one place only. */
export type DiskUsage = {
  readonly path: string;
  readonly countedAtMs: number;
  readonly disk: BlobsFolder["disk"];
  readonly isWritable: boolean;
  readonly isWhole: boolean;
  readonly models: readonly ModelUsage[];
  readonly shared?: SharedSpace;
  /** What models need, each blob once, without what is only a backup. */
  readonly modelBytes: number;
  /** The sum of `models`, each blob once; what of it is only a backup is not in `modelBytes`. */
  readonly listed: { readonly sizeBytes: number; readonly backupBytes: number };
  readonly backups: readonly BackupUsage[];
  readonly partials: readonly PartialUsage[];
  readonly unused: readonly StoredBlob[];
  /** Absent if nothing is kept back. */
  readonly whyKept?: WhyKept;
  /** What downloads have that goes on, and what may belong to one. */
  readonly pendingBytes: number;
  /** What deleting all backups, partial downloads and unused blobs frees. */
  readonly spareBytes: number;
};

/** Finds out what needs each file, and what nothing needs. */
export function diskUsageOf(folder: ReadFolder): DiskUsage {
  const { path, contents, unfinished, store, version, atMs } = folder;
  const referred = referredDigests(store.tags);
  const backups = store.isWhole ? backupUsages(store.tags, version, contents.blobs) : [];
  const ofBackups = new Set(backups.flatMap(({ blobs }) => blobs));
  const inModels = contents.blobs.filter(({ digest }) => referred.has(digest) && !ofBackups.has(digest));
  const unreferred = contents.blobs.filter(({ digest }) => !referred.has(digest));
  const whyKept = whyKeptIn(folder, unreferred);
  const unused = whyKept === undefined ? unreferred.filter(isUnusedIn(folder)) : [];
  const partials = unfinished.filter(isSparePartialIn(folder)).map((layer) => partialIn(folder, layer));
  const listed = { ...listedModels(store, version), blobs: contents.blobs };
  const models = modelUsages(store, version, listed);
  const shared = store.isWhole ? mostShared(listed, models) : undefined;
  const inBackups = contents.blobs.filter(({ digest }) => ofBackups.has(digest));
  const spareBytes = sizeOf(inBackups) + sizeOf(partials) + sizeOf(unused);
  const ofModels = digestsOf(listed);
  const isListed = ({ digest }: StoredBlob): boolean => ofModels.has(digest);
  return {
    path,
    countedAtMs: atMs,
    disk: contents.disk,
    isWritable: contents.isWritable,
    isWhole: store.isWhole,
    models,
    ...(shared && { shared }),
    modelBytes: sizeOf(inModels),
    listed: {
      sizeBytes: sizeOf(contents.blobs.filter(isListed)),
      backupBytes: sizeOf(inBackups.filter(isListed)),
    },
    backups,
    partials,
    unused,
    ...(whyKept && unreferred.length > 0 && { whyKept }),
    pendingBytes:
      sizeOf(unreferred) -
      sizeOf(unused) +
      unfinished.reduce((sum, { diskBytes }) => sum + diskBytes, 0) -
      sizeOf(partials),
    spareBytes,
  };
}

/**
 * A pull has its first layers complete long before its manifest, a create its uploads, and neither can be seen. So nothing
 * is unused while anything was written within an hour that no manifest names.
 */
function whyKeptIn(folder: ReadFolder, unreferred: readonly StoredBlob[]): WhyKept | undefined {
  const { store, contents, unfinished, downloads, atMs } = folder;
  if (!store.isWhole) return "folder-not-whole";
  if (store.hasUnknown) return "unknown-manifest";
  if (downloads.some(({ layers, stage }) => stage !== "ended" && layers === undefined))
    return "download-unsized";
  const isYoung = ({ changedAtMs }: { readonly changedAtMs: number }): boolean =>
    changedAtMs > atMs - YOUNG_MS;
  return contents.others.some(isYoung) || unreferred.some(isYoung) || unfinished.some(isYoung)
    ? "written-lately"
    : undefined;
}

/** What a download on the list has fetched is not unused, also if the download has failed: a retry goes on from it. */
function isUnusedIn({ downloads }: ReadFolder): (blob: StoredBlob) => boolean {
  const needed = new Set(downloads.flatMap(({ layers = [] }) => layers));
  return ({ digest, freesBytes, sizeBytes }) => !needed.has(digest) && freesBytes === sizeBytes;
}

function isSparePartialIn({ downloads, atMs }: ReadFolder): (layer: UnfinishedLayer) => boolean {
  const needed = new Set(downloads.flatMap(({ layers = [], stage }) => (stage === "ended" ? [] : layers)));
  const areKnown = downloads.every(({ layers, stage }) => stage === "ended" || layers !== undefined);
  return ({ digest, changedAtMs }) => areKnown && !needed.has(digest) && changedAtMs <= atMs - YOUNG_MS;
}

const partialIn = (
  { downloads }: ReadFolder,
  { digest, diskBytes, changedAtMs }: UnfinishedLayer,
): PartialUsage => ({
  digest,
  sizeBytes: diskBytes,
  changedAtMs,
  models: [...new Set(downloads.filter(({ layers }) => layers?.includes(digest)).map(({ model }) => model))],
});

export const sizeOf = (files: readonly { readonly sizeBytes: number }[]): number =>
  files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
