import { open, type FileHandle } from "node:fs/promises";
import * as path from "node:path";
import { Observable } from "rxjs";
import { codeOf } from "../system/error-code.ts";
import { openFolderWatchers } from "../system/folder-watchers.ts";

/** A line is written in several steps, and lines come in bursts; a person sees it within 100 ms. */
const SETTLE_MS = 10;
/**
 * Of a longer burst, only the end is read: as much as a log gets in the minutes that a machine was suspended. A busy Ollama
 * writes some hundred bytes for each of a few thousand requests a second.
 */
const MOST_BYTES = 16 * 1024 * 1024;
/** Of a log that is read from its start, so much of its beginning, where the service says what it is, and of its end. */
const HEAD_BYTES = 256 * 1024;
/** What is between head and tail is left out only if that is worth a gap. */
const LEAST_GAP_BYTES = 64 * 1024;
/** Of a log that has earlier starts too. */
const TAIL_BYTES = 1024 * 1024;

/**
 * Emits the lines of a log, even if the file is replaced or does not exist yet: those from now on, or also those that
 * are there already: all of a log, or its end. Errors with those of `node:fs` if the file cannot be read.
 */
export const watchLog = (file: string, from: Beginning = "now"): Observable<string> =>
  new Observable((subscriber) => {
    let position: Position = from;
    let reading: Promise<void> = Promise.resolve();
    let timer: ReturnType<typeof setTimeout> | undefined;

    async function read(): Promise<void> {
      const { lines, next } = await readFrom(file, position);
      position = next;
      for (const line of lines) if (!subscriber.closed) subscriber.next(line);
    }
    const readNext = (): void => {
      reading = reading.then(read).catch((error: unknown) => subscriber.error(error));
    };
    const readSoon = (name: string | null): void => {
      if (name !== null && name !== path.basename(file)) return;
      timer ??= setTimeout(() => {
        timer = undefined;
        readNext();
      }, SETTLE_MS);
    };

    const watchers = openFolderWatchers(readSoon);
    void watchers.watchOnly([{ path: path.dirname(file), identity: "any", isDeep: false }]);
    readNext();
    return () => {
      clearTimeout(timer);
      watchers.close();
    };
  });

type Beginning = "now" | "start" | "tail";

/** How far a file was read; another file at its path is read from its start. */
type Position = Beginning | { readonly at: number; readonly inode: bigint };
/** How much of the end is read at a time. */
const MOST_AT_ONCE = { start: HEAD_BYTES, tail: TAIL_BYTES, later: MOST_BYTES } as const;

type Read = { readonly lines: readonly string[]; readonly next: Position };

/** The whole lines from this position on, and where the next one begins. */
async function readFrom(file: string, position: Position): Promise<Read> {
  await using handle = await openIfThere(file);
  if (!handle) return { lines: [], next: "start" };
  const { size, ino: inode } = await handle.stat({ bigint: true });
  const end = Number(size);
  if (position === "now") return { lines: [], next: { at: end, inode } };
  const isSameFile = typeof position !== "string" && position.inode === inode && position.at <= end;
  const at = isSameFile ? position.at : 0;
  const mayHaveHead = position === "start" && end - at > HEAD_BYTES + LEAST_GAP_BYTES;
  const head = mayHaveHead ? await readLines(handle, at, at + HEAD_BYTES) : { lines: [], next: at };
  const start = Math.max(head.next, end - MOST_AT_ONCE[typeof position === "string" ? position : "later"]);
  const tail = await readLines(handle, start, end);
  const isCut = start > head.next;
  return {
    lines: [...head.lines, ...(isCut ? tail.lines.slice(1) : tail.lines)],
    next: { at: tail.next, inode },
  };
}

async function readLines(
  handle: FileHandle,
  start: number,
  end: number,
): Promise<{ readonly lines: readonly string[]; readonly next: number }> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(end - start), 0, end - start, start);
  const length = buffer.subarray(0, bytesRead).lastIndexOf("\n") + 1;
  const text = buffer.subarray(0, length).toString("utf8");
  return { lines: text.split("\n").slice(0, -1), next: start + length };
}

async function openIfThere(file: string): Promise<FileHandle | undefined> {
  try {
    return await open(file, "r");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined; // it does not exist yet, or was just replaced
    throw error;
  }
}
