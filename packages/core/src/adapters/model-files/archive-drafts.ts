import { lstat, readdir } from "node:fs/promises";
import * as path from "node:path";
import type { Logger } from "../../shared/logger.port.ts";
import { discardFile } from "../system/discard-file.ts";

/** An export that another window is writing was last written to a moment ago. */
const ABANDONED_AFTER_MS = 3_600_000;

/** Where an archive is written before it is whole. */
export const draftOf = (archive: string): string => `${archive}.${crypto.randomUUID().slice(0, 8)}.part`;

/** Deletes the drafts of this archive that windows left behind because they were closed. Never rejects. */
export async function discardOldDrafts(archive: string, logger: Logger): Promise<void> {
  const { dir, base } = path.parse(archive);
  try {
    for (const name of await readdir(dir)) {
      if (!name.startsWith(base) || !/^\.[0-9a-f]{8}\.part$/.test(name.slice(base.length))) continue;
      const draft = path.join(dir, name);
      const stats = await lstat(draft);
      if (stats.isFile() && stats.mtimeMs < Date.now() - ABANDONED_AFTER_MS) await discardFile(draft, logger);
    }
  } catch (error) {
    logger.warn(`old drafts of ${archive} cannot be found: ${String(error)}`);
  }
}
