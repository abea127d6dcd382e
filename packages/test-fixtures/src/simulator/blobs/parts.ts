import { isObject, parseJson, type Json } from "../../json.ts";
import { partialName, partName } from "./blob-names.ts";
import type { Folder } from "./folder.ts";

/** A part of a layer, as its file on the disk says it. */
export type PartRecord = {
  readonly n: number;
  readonly offset: number;
  readonly sizeBytes: number;
  readonly doneBytes: number;
};

/** How small and how big the parts of a layer may be. */
export type PartSizes = { readonly leastBytes: number; readonly mostBytes: number };

/** Ollama's own (server/download.go: 100 MB and 1000 MB, 16 parts if nothing speaks against it). */
export const OLLAMA_PART_SIZES: PartSizes = { leastBytes: 100_000_000, mostBytes: 1_000_000_000 };

/** Cuts a layer into parts of which nothing is there yet. */
export function cutIntoParts(
  totalBytes: number,
  { leastBytes, mostBytes }: PartSizes,
): readonly PartRecord[] {
  const size = Math.min(mostBytes, Math.max(leastBytes, Math.floor(totalBytes / 16)));
  const count = Math.ceil(totalBytes / size);
  return Array.from({ length: count }, (_, n) => ({
    n,
    offset: n * size,
    sizeBytes: Math.min(size, totalBytes - n * size),
    doneBytes: 0,
  }));
}

/** What is on the disk of a layer's parts, in the order in which Ollama finds the files: by name. */
export function readParts(folder: Folder, digest: string): readonly PartRecord[] {
  const start = `${partialName(digest)}-`;
  return folder
    .list()
    .filter(({ name }) => name.startsWith(start))
    .map(({ name }) => parsePart(folder.read(name) ?? ""));
}

/** Writes how far a part is, as Go's JSON encoder does. */
export function writePart(folder: Folder, digest: string, part: PartRecord): void {
  const { n, offset, sizeBytes, doneBytes } = part;
  const text = JSON.stringify({ N: n, Offset: offset, Size: sizeBytes, Completed: doneBytes });
  folder.write(partName(digest, n), `${text}\n`);
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
