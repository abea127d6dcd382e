import type { ModelsFolder } from "../models/models-folder.port.ts";
import { diskUsageOf, type DiskUsage, type ReadFolder } from "./disk-usage.ts";

/**
 * Reads what a models folder holds. The blobs come before the manifests, so that a manifest which is written meanwhile is
 * seen. Rejects if the folder cannot be read.
 */
export async function readDisk(
  folder: ModelsFolder,
  known: Pick<ReadFolder, "downloads" | "version" | "atMs">,
): Promise<DiskUsage> {
  const contents = await folder.contents();
  const unfinished = await folder.unfinished();
  return diskUsageOf({ path: folder.path, contents, unfinished, store: await folder.store(), ...known });
}
