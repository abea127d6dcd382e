import { partialDigestNamed } from "./blob-names.ts";
import type { Folder } from "./folder.ts";
import { readParts } from "./parts.ts";

/** The progress of an unfinished download, as recorded in its files. */
export type PartialDownload = {
  readonly digest: string;
  readonly doneBytes: number;
  readonly totalBytes: number;
};

export function partialsIn(folder: Folder): readonly PartialDownload[] {
  const digests = new Set(folder.list().flatMap(({ name }) => partialDigestNamed(name) ?? []));
  return [...digests].map((digest) => {
    const parts = readParts(folder, digest);
    return {
      digest,
      doneBytes: parts.reduce((sum, { doneBytes }) => sum + doneBytes, 0),
      totalBytes: parts.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    };
  });
}
