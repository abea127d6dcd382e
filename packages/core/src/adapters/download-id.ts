import * as v from "valibot";
import { parseDownloadId, type DownloadId } from "../domain/names.ts";

/** A name for a new download, unlike any other. */
export function newDownloadId(): DownloadId {
  const id = parseDownloadId(crypto.randomUUID());
  if (!id) throw new Error("a UUID is a download's name");
  return id;
}

/** A download's name from outside. */
export const downloadIdSchema = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const id = parseDownloadId(dataset.value);
    if (id) return id;
    addIssue({ message: "not a download's name" });
    return NEVER;
  }),
);
