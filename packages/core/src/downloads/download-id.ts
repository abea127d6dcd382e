import type { Branded } from "../shared/brand.ts";

/** One download, from request to its end. */
export type DownloadId = Branded<"DownloadId">;

/** Parses an id that a command or the history holds; `undefined` where the text cannot be one. */
export function parseDownloadId(text: string): DownloadId | undefined {
  return /^[\w-]{1,64}$/.test(text) ? (text as DownloadId) : undefined;
}
