import { backupsIn, type StoredBackup } from "../models/backups.ts";
import { freedWithManifest } from "../models/freed-bytes.ts";
import type { StoredTag } from "../models/model-store.ts";
import type { StoredBlob } from "./blobs-folder.ts";

/** The original that stayed when Ollama converted a model, and what deleting it frees. */
export type BackupUsage = StoredBackup & { readonly sizeBytes: number; readonly blobs: readonly string[] };

export function backupUsages(
  tags: readonly StoredTag[],
  version: string,
  blobs: readonly StoredBlob[],
): readonly BackupUsage[] {
  const frees = new Map(blobs.map(({ digest, freesBytes }) => [digest, freesBytes]));
  return backupsIn(tags, version).map((backup) => {
    const freed = (freedWithManifest(tags, backup.digest, version) ?? []).filter((one) => frees.has(one));
    return {
      ...backup,
      blobs: freed,
      sizeBytes: freed.reduce((sum, digest) => sum + (frees.get(digest) ?? 0), 0),
    };
  });
}
