/** A file of a blobs folder. */
export type FileEntry = { readonly name: string; readonly sizeBytes: number; readonly modifiedAtMs: number };

/** A file that can be written at any position. */
export interface OpenFile {
  write(bytes: Uint8Array, at: number): void;
  close(): void;
}

/** The blobs folder of an Ollama, on the disk or in memory. Errors have the texts of Go. */
export interface Folder {
  /** Sorted by name. */
  list(): readonly FileEntry[];
  find(name: string): FileEntry | undefined;
  /** The text of a small file. `undefined` if the file does not exist or is large. */
  read(name: string): string | undefined;
  write(name: string, text: string): void;
  /** Sets the length of a file without using disk space. Bytes are written later, and may make it longer. */
  open(name: string, sizeBytes: number): OpenFile;
  remove(name: string): void;
  rename(from: string, to: string): void;
  hash(name: string): Promise<string>;
}

/** What every folder needs. */
export type FolderOptions = {
  /** The path in error texts. */
  readonly shownPath: string;
  readonly space: Space;
  readonly now: () => number;
};

/** Free space of the disk. May be changed at any time. */
export type Space = { freeBytes: number };

/** The largest file that `read` returns. */
export const SMALL_BYTES = 65_536;

export function noSuchFile(verb: "open" | "remove" | "rename", path: string): Error {
  return new Error(`${verb} ${path}: no such file or directory`);
}

/** The disk is full. Ollama does not retry after this error. */
export class DiskFull extends Error {
  constructor(path: string) {
    super(`write ${path}: no space left on device`);
  }
}
