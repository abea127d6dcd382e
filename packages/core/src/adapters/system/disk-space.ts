import { statfs } from "node:fs/promises";

/** The space of a file system in bytes. */
export type DiskSpace = { readonly freeBytes: number; readonly totalBytes: number };

/**
 * The space on the disk of an existing file or folder, as users have it: what is reserved for the system is neither free
 * nor used, as in the percentage of df(1). Rejects where it cannot be read.
 */
export async function diskSpaceAt(existing: string): Promise<DiskSpace> {
  const { bavail, bfree, blocks, bsize } = await statfs(existing);
  return { freeBytes: bavail * bsize, totalBytes: (blocks - bfree + bavail) * bsize };
}
