import { createHash } from "node:crypto";
import {
  closeSync,
  ftruncateSync,
  futimesSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
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

/** A folder on the disk. The times of its files are those of the simulated clock. */
export function createDiskFolder(path: string, { shownPath, space, now }: FolderOptions): Folder {
  mkdirSync(path, { recursive: true });
  const at = (name: string): string => join(path, name);
  const shown = (name: string): string => `${shownPath}/${name}`;
  const find = (name: string): FileEntry | undefined => {
    const stat = statSync(at(name), { throwIfNoEntry: false });
    return stat?.isFile() === true
      ? { name, sizeBytes: stat.size, modifiedAtMs: Math.round(stat.mtimeMs) }
      : undefined;
  };
  const fileAt = (verb: "open" | "remove" | "rename", name: string): FileEntry => {
    const entry = find(name);
    if (entry === undefined) throw noSuchFile(verb, shown(name));
    return entry;
  };
  const take = (name: string, bytes: number): void => {
    if (bytes > space.freeBytes) throw new DiskFull(shown(name));
    space.freeBytes -= bytes;
  };

  return {
    list: () =>
      readdirSync(path)
        .sort()
        .flatMap((name) => find(name) ?? []),
    find,
    read(name) {
      const entry = find(name);
      if (entry === undefined || entry.sizeBytes > SMALL_BYTES) return undefined;
      return readFileSync(at(name), "utf8");
    },
    write(name, text) {
      take(name, Buffer.byteLength(text) - (find(name)?.sizeBytes ?? 0));
      writeFileSync(at(name), text);
      utimesSync(at(name), now() / 1000, now() / 1000);
    },
    open: (name, sizeBytes) => openAt(at(name), { sizeBytes, now, take: (bytes) => take(name, bytes) }),
    remove(name) {
      space.freeBytes += fileAt("remove", name).sizeBytes;
      rmSync(at(name));
    },
    rename(from, to) {
      fileAt("rename", from);
      renameSync(at(from), at(to));
    },
    hash(name) {
      fileAt("open", name);
      return hashOf(at(name));
    },
  };
}

const STEP_BYTES = 4 * 1_048_576;

/** Yields between steps. Stays in this thread, since simulated time does not wait for other threads. */
async function hashOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  const descriptor = openSync(file, "r");
  const bytes = Buffer.allocUnsafe(STEP_BYTES);
  try {
    for (let read = readSync(descriptor, bytes); read > 0; read = readSync(descriptor, bytes)) {
      hash.update(bytes.subarray(0, read));
      await setImmediate();
    }
  } finally {
    closeSync(descriptor);
  }
  return hash.digest("hex");
}

function openAt(
  file: string,
  {
    sizeBytes,
    now,
    take,
  }: { readonly sizeBytes: number; readonly now: () => number; readonly take: (bytes: number) => void },
): OpenFile {
  const descriptor = openSync(file, "a+");
  closeSync(descriptor);
  // "a+" creates the file, but would write everything at its end.
  const writing = openSync(file, "r+");
  ftruncateSync(writing, sizeBytes);
  let isOpen = true;
  return {
    write(bytes, at) {
      take(bytes.length);
      writeSync(writing, bytes, 0, bytes.length, at);
    },
    close() {
      if (!isOpen) return;
      isOpen = false;
      futimesSync(writing, now() / 1000, now() / 1000);
      closeSync(writing);
    },
  };
}
