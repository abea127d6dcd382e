import { access, constants, lstat, readdir, rm } from "node:fs/promises";
import * as path from "node:path";
import type { BlobsFolder, StoredBlob } from "../../disk/blobs-folder.ts";
import type { Logger } from "../../shared/logger.port.ts";
import { codeOf } from "../system/error-code.ts";
import { BLOB, blobOfDigest, digestOfBlob, nearestExisting, orUndefined } from "./disk.ts";
import { PARTIAL } from "./partial-files.ts";
import { diskSpaceAt } from "../system/disk-space.ts";

/** So many files are looked at before the thread is free for something else. */
const AT_ONCE = 256;
/** A tag may be a second link to the blob of its manifest (docs/ollama.md §8.1), which has a few hundred bytes. */
const LARGEST_WITH_LINKS = 1_000_000;

/** What deleting a regular file frees: nothing if another file shares its content. */
export const freedBytes = ({ nlink, size }: { readonly nlink: number; readonly size: number }): number =>
  nlink > 1 && size > LARGEST_WITH_LINKS ? 0 : size;

type FoundFile =
  | { readonly kind: "blob"; readonly blob: StoredBlob }
  | { readonly kind: "other"; readonly changedAtMs: number };

/** The complete blobs of a `blobs` folder: only regular files with the name of a digest. */
export function blobFiles(blobs: string, logger: Logger) {
  return {
    async contents(): Promise<BlobsFolder> {
      const names = await namesIn(blobs);
      const files: FoundFile[] = [];
      for (let first = 0; first < names.length; first += AT_ONCE) {
        const some = names.slice(first, first + AT_ONCE);
        const found = await Promise.all(some.map((name) => foundFile(blobs, name)));
        files.push(...found.filter((file) => file !== undefined));
      }
      return {
        blobs: files.flatMap((file) => (file.kind === "blob" ? [file.blob] : [])),
        others: files.filter((file) => file.kind === "other"),
        disk: await diskSpaceAt(await nearestExisting(blobs)),
        isWritable: await isWritable(blobs),
      };
    },
    async missing(digests: readonly string[]): Promise<readonly string[]> {
      const names = new Set(await namesIn(blobs));
      return [...new Set(digests)].filter((digest) => !names.has(blobOfDigest(digest) ?? ""));
    },
    async deleteBlobs(digests: readonly string[], writtenBeforeMs: number): Promise<number> {
      if (!(await isRealFolder(blobs))) return 0;
      let freed = 0;
      for (const digest of digests) {
        const name = blobOfDigest(digest);
        const file = name === undefined ? undefined : path.join(blobs, name);
        const stats = file === undefined ? undefined : await orUndefined(lstat(file));
        if (file === undefined || stats?.isFile() !== true || stats.mtimeMs >= writtenBeforeMs) continue;
        logger.info(`delete ${file}`);
        await rm(file);
        freed += freedBytes(stats);
      }
      return freed;
    },
  };
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return [];
    throw error;
  }
}

async function foundFile(blobs: string, name: string): Promise<FoundFile | undefined> {
  if (PARTIAL.test(name)) return undefined;
  const stats = await orUndefined(lstat(path.join(blobs, name)));
  if (stats?.isFile() !== true) return undefined;
  const { mtimeMs: changedAtMs, size } = stats;
  if (!BLOB.test(name)) return { kind: "other", changedAtMs };
  return {
    kind: "blob",
    blob: { digest: digestOfBlob(name), sizeBytes: size, freesBytes: freedBytes(stats), changedAtMs },
  };
}

/** A folder that a link leads to is read, but nothing is deleted there. */
const isRealFolder = async (folder: string): Promise<boolean> =>
  (await orUndefined(lstat(folder)))?.isDirectory() === true;

async function isWritable(folder: string): Promise<boolean> {
  if (!(await isRealFolder(folder))) return false;
  return access(folder, constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
}
