import { digestNamed } from "./blob-names.ts";
import type { Folder } from "./folder.ts";

/**
 * What Ollama throws away when it starts (server/images.go `PruneLayers`): every file that is no finished blob, and
 * every blob that no model has. Since 0.21 only what nobody has touched for an hour.
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
