import { digestNamed } from "./blob-names.ts";
import type { Folder } from "./folder.ts";

/**
 * What Ollama deletes when it starts (server/images.go `PruneLayers`): files of unfinished blobs, and blobs without a
 * model. Since 0.21, only files that were not modified in the last hour.
 */
export function prune(
  folder: Folder,
  { isUsed, untouchedSinceMs }: { isUsed: (digest: string) => boolean; untouchedSinceMs: number },
): void {
  for (const { name, modifiedAtMs } of folder.list()) {
    if (modifiedAtMs > untouchedSinceMs) continue;
    const digest = digestNamed(name);
    if (digest === undefined || !isUsed(digest)) folder.remove(name);
  }
}
