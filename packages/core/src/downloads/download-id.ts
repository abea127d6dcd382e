import { branded, type Branded } from "../shared/brand.ts";
import { isRecordKey } from "../shared/record-key.ts";

/** Identifies one download, from request to end. */
export type DownloadId = Branded<"DownloadId">;

/** Parses an id from a command or the history. */
export function parseDownloadId(text: string): DownloadId | undefined {
  return /^[\w-]{1,64}$/.test(text) && isRecordKey(text) ? (text as DownloadId) : undefined;
}

export const downloadIdSchema = branded(parseDownloadId, "not a download id");

/** Placeholder for the id of a new download, for decisions that do not depend on it. */
export const NEW_DOWNLOAD = "new" as DownloadId;
