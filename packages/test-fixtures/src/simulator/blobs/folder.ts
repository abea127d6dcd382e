/** A file of a blobs folder. */
export type FileEntry = { readonly name: string; readonly sizeBytes: number; readonly modifiedAtMs: number };

/** A file that is being written, at any place in it. */
export interface OpenFile {
  write(bytes: Uint8Array, at: number): void;
  close(): void;
}

/** The blobs folder of an Ollama: on the disk, or in memory where nothing is to be kept. Errors have Go's words. */
export interface Folder {
  /** Sorted by name. */
  list(): readonly FileEntry[];
  find(name: string): FileEntry | undefined;
  /** The text of a small file; `undefined` where there is none, or it is no small one. */
  read(name: string): string | undefined;
  write(name: string, text: string): void;
  /** Makes a file so long, without taking the room for it: the bytes come later, and may make it longer. */
  open(name: string, sizeBytes: number): OpenFile;
  remove(name: string): void;
  rename(from: string, to: string): void;
  /** The SHA-256 of a file, in hexadecimal digits. */
  hash(name: string): Promise<string>;
}

/** What the disk still takes; it may be changed at any time. */
export type Space = { freeBytes: number };

/** Up to this size, a file has a text. */
export const SMALL_BYTES = 65_536;

/** Said of a file that has to be there and is not. */
export function noSuchFile(verb: "open" | "remove" | "rename", path: string): Error {
  return new Error(`${verb} ${path}: no such file or directory`);
}

/** The end of the disk, which no retry helps against. */
export class DiskFull extends Error {
  constructor(path: string) {
    super(`write ${path}: no space left on device`);
  }
}
