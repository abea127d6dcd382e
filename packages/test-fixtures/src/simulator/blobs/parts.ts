import { isObject, parseJson, type Json } from "../../json.ts";
import { partialName, partName } from "./blob-names.ts";
import type { Folder } from "./folder.ts";

/** A part of a layer, as in its file on the disk. */
export type PartRecord = {
  readonly n: number;
  readonly offset: number;
  readonly sizeBytes: number;
  readonly doneBytes: number;
};

/** Limits for the size of a part. */
export type PartSizes = { readonly minBytes: number; readonly maxBytes: number };

/** Ollama's limits (server/download.go: 16 parts, of at least 100 MB and at most 1000 MB). */
export const OLLAMA_PART_SIZES: PartSizes = { minBytes: 100_000_000, maxBytes: 1_000_000_000 };

export function cutIntoParts(totalBytes: number, { minBytes, maxBytes }: PartSizes): readonly PartRecord[] {
  const size = Math.min(maxBytes, Math.max(minBytes, Math.floor(totalBytes / 16)));
  const count = Math.ceil(totalBytes / size);
  return Array.from({ length: count }, (_, n) => ({
    n,
    offset: n * size,
    sizeBytes: Math.min(size, totalBytes - n * size),
    doneBytes: 0,
  }));
}

/** Reads the parts of a layer from the disk. They are sorted by file name, as in Ollama. */
export function readParts(folder: Folder, digest: string): readonly PartRecord[] {
  const start = `${partialName(digest)}-`;
  return folder
    .list()
    .filter(({ name }) => name.startsWith(start))
    .map(({ name }) => parsePart(folder.read(name) ?? ""));
}

/** Writes the progress of a part, in the format of Go's JSON encoder. */
export function writePart(folder: Folder, digest: string, part: PartRecord): void {
  const { n, offset, sizeBytes, doneBytes } = part;
  const text = JSON.stringify({ N: n, Offset: offset, Size: sizeBytes, Completed: doneBytes });
  folder.write(partName(digest, n), `${text}\n`);
}

/** Leaves a note without content. */
export function emptyPart(folder: Folder, digest: string, n: number): void {
  folder.write(partName(digest, n), "");
}

function parsePart(text: string): PartRecord {
  const json = parseJson(text);
  if (!isObject(json)) throw new Error(text === "" ? "EOF" : "unexpected EOF");
  return {
    n: toCount(json.N),
    offset: toCount(json.Offset),
    sizeBytes: toCount(json.Size),
    doneBytes: toCount(json.Completed),
  };
}

function toCount(value: Json | undefined): number {
  return typeof value === "number" ? value : 0;
}
