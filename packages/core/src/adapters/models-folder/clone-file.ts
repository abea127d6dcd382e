import { constants } from "node:fs";
import { access, chmod, copyFile, lstat, rename, rm } from "node:fs/promises";
import * as path from "node:path";
import type { ClonedFile } from "../../models/models-folder.port.ts";
import type { Logger } from "../../shared/logger.port.ts";
import { discardFile } from "../system/discard-file.ts";
import { blobOfDigest, orUndefined } from "./disk.ts";

/** Ollama deletes a file with such a name when it starts, as it does with what is left of an upload (docs/ollama.md §2.3). */
const draftName = (): string => `sha256-paddock-${crypto.randomUUID()}`;

/**
 * Clones a file into a folder of blobs: both files have the same content on the disk until one of them is written to, and
 * then only that one changes (ioctl_ficlone(2), clonefile(2): Btrfs, XFS and APFS can; `COPYFILE_FICLONE_FORCE` in Node).
 *
 * A hard link would also take no space, on more file systems, and is not made: it is the same file under a second name. A
 * program that continues a download, converts or repairs its file in place changes Ollama's blob with it, and nothing
 * compares a blob with its digest again: answers are wrong, or Ollama crashes, in another program and another week. The
 * owner and the rights of the file would be shared, too.
 */
export async function cloneFile(
  blobs: string,
  file: string,
  logger: Logger,
): Promise<ClonedFile | undefined> {
  if (!(await isOwn(blobs))) return undefined;
  const draft = path.join(blobs, draftName());
  try {
    await copyFile(file, draft, constants.COPYFILE_FICLONE_FORCE | constants.COPYFILE_EXCL);
    await chmod(draft, 0o644); // as Ollama's own blobs; the original may be readable for its owner only
  } catch (error) {
    logger.info(`${file} cannot be cloned into ${blobs}: ${String(error)}`);
    await discardFile(draft, logger);
    return undefined;
  }
  return {
    path: draft,
    async keep(digest) {
      const name = blobOfDigest(digest);
      if (name === undefined) throw new Error(`not a digest: ${digest}`);
      const blob = path.join(blobs, name);
      if (await orUndefined(lstat(blob))) await rm(draft, { force: true });
      else await rename(draft, blob);
    },
    discard: () => discardFile(draft, logger),
  };
}

/** Whether our user owns the folder: in that of another user, Ollama could not delete what we put there. */
async function isOwn(folder: string): Promise<boolean> {
  const stats = await orUndefined(lstat(folder));
  if (stats?.isDirectory() !== true) return false;
  const user = process.getuid?.();
  if (user !== undefined && stats.uid !== user) return false;
  return access(folder, constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
}
