import { branded, type Branded } from "../shared/brand.ts";

/** One download, from request to its end. */
export type DownloadId = Branded<"DownloadId">;

/** Parses an id that a command or the history holds; `undefined` where the text cannot be one. */
export function parseDownloadId(text: string): DownloadId | undefined {
  return /^[\w-]{1,64}$/.test(text) ? (text as DownloadId) : undefined;
}

/** A download id, in what comes from outside. */
export const downloadIdSchema = branded(parseDownloadId, "not a download id");

/** Stands for the id that a new download will get, where something is decided that does not depend on it. */
export const NEW_DOWNLOAD = "new" as DownloadId;
