import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import {
  DiskFull,
  noSuchFile,
  SMALL_BYTES,
  type FileEntry,
  type Folder,
  type FolderOptions,
  type OpenFile,
} from "./folder.ts";

/** A folder in memory. The content of a large file is dropped once it was hashed. */
export function createMemoryFolder({ shownPath, space, now }: FolderOptions): Folder {
  const files = new Map<string, MemoryFile>();
  const toEntry = (name: string, { sizeBytes, modifiedAtMs }: MemoryFile): FileEntry => ({
    name,
    sizeBytes,
    modifiedAtMs,
  });
  const fileAt = (verb: "open" | "remove" | "rename", name: string): MemoryFile => {
    const file = files.get(name);
    if (file === undefined) throw noSuchFile(verb, `${shownPath}/${name}`);
    return file;
  };
  const open = (name: string, sizeBytes: number): OpenFile => {
    const file = files.get(name) ?? createFile();
    files.set(name, file);
    Object.assign(file, { sizeBytes, modifiedAtMs: now() });
    return {
      write(bytes, at) {
        if (bytes.length > space.freeBytes) throw new DiskFull(`${shownPath}/${name}`);
        space.freeBytes -= bytes.length;
        file.takenBytes += bytes.length;
        file.modifiedAtMs = now();
        file.sizeBytes = Math.max(file.sizeBytes, at + bytes.length);
        writeBlocks(file, bytes, at);
      },
      close: () => undefined,
    };
  };
  const remove = (name: string): void => {
    space.freeBytes += fileAt("remove", name).takenBytes;
    files.delete(name);
  };

  return {
    list: () => [...files].map(([name, file]) => toEntry(name, file)).sort(byName),
    find(name) {
      const file = files.get(name);
      return file && toEntry(name, file);
    },
    read(name) {
      const file = files.get(name);
      if (file === undefined || file.sizeBytes > SMALL_BYTES) return undefined;
      return Buffer.concat(blocksOf(file)).toString("utf8");
    },
    write(name, text) {
      const bytes = Buffer.from(text);
      if (files.has(name)) remove(name);
      open(name, bytes.length).write(bytes, 0);
    },
    open,
    remove,
    rename(from, to) {
      const file = fileAt("rename", from);
      files.delete(from);
      files.set(to, file);
    },
    async hash(name) {
      const file = fileAt("open", name);
      file.hash ??= await hashOf(file);
      if (file.sizeBytes > SMALL_BYTES) file.blocks.clear();
      return file.hash;
    },
  };
}

type MemoryFile = {
  sizeBytes: number;
  modifiedAtMs: number;
  takenBytes: number;
  hash: string | undefined;
  /** A range that was never written has no block, and reads as zeros. */
  readonly blocks: Map<number, Buffer>;
};

const BLOCK_BYTES = 1_048_576;

function createFile(): MemoryFile {
  return { sizeBytes: 0, modifiedAtMs: 0, takenBytes: 0, hash: undefined, blocks: new Map() };
}

function writeBlocks(file: MemoryFile, bytes: Uint8Array, at: number): void {
  for (let from = 0; from < bytes.length;) {
    const index = Math.floor((at + from) / BLOCK_BYTES);
    const offset = (at + from) % BLOCK_BYTES;
    const length = Math.min(BLOCK_BYTES - offset, bytes.length - from);
    const block = blockAt(file, index);
    block.set(bytes.subarray(from, from + length), offset);
    file.blocks.set(index, block);
    from += length;
  }
}

function blocksOf(file: MemoryFile): readonly Buffer[] {
  const count = Math.ceil(file.sizeBytes / BLOCK_BYTES);
  return Array.from({ length: count }, (_, index) => blockAt(file, index));
}

/** Adjusts the length of the last block when the length of the file has changed. */
function blockAt(file: MemoryFile, index: number): Buffer {
  const length = Math.min(BLOCK_BYTES, file.sizeBytes - index * BLOCK_BYTES);
  const block = file.blocks.get(index);
  if (block?.length === length) return block;
  const other = Buffer.alloc(length);
  block?.copy(other);
  return other;
}

async function hashOf(file: MemoryFile): Promise<string> {
  const hash = createHash("sha256");
  for (const [index, block] of blocksOf(file).entries()) {
    hash.update(block);
    if (index % 4 === 3) await setImmediate();
  }
  return hash.digest("hex");
}

function byName(a: FileEntry, b: FileEntry): number {
  return a.name < b.name ? -1 : 1;
}
