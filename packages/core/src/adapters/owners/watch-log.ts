import { open } from "node:fs/promises";
import * as path from "node:path";
import { Observable } from "rxjs";
import { openFolderWatchers } from "../system/folder-watchers.ts";

/** A line is written in several steps, and lines come in bursts. */
const SETTLE_MS = 100;
/** Of a longer burst, only the end is read. */
const MOST_BYTES = 64 * 1024;

/**
 * Emits every line that is written to a log from now on, even if the file is replaced or does not exist yet. Never
 * fails: a log that cannot be read has no lines.
 */
export const watchLog = (file: string): Observable<string> =>
  new Observable((subscriber) => {
    let position: number | "end" = "end";
    let reading: Promise<void> = Promise.resolve();
    let timer: ReturnType<typeof setTimeout> | undefined;

    async function read(): Promise<void> {
      const { lines, next } = await readFrom(file, position);
      position = next;
      for (const line of lines) if (!subscriber.closed) subscriber.next(line);
    }
    const readSoon = (name: string | null): void => {
      if (name !== null && name !== path.basename(file)) return;
      timer ??= setTimeout(() => {
        timer = undefined;
        reading = reading.then(read);
      }, SETTLE_MS);
    };

    reading = reading.then(read);
    const watchers = openFolderWatchers(readSoon);
    void watchers.watchOnly([{ path: path.dirname(file), identity: "any", isDeep: false }]);
    return () => {
      clearTimeout(timer);
      watchers.close();
    };
  });

type Read = { readonly lines: readonly string[]; readonly next: number };

/** The whole lines from this position on, and where the next one begins. A file that has become shorter is a new one. */
async function readFrom(file: string, position: number | "end"): Promise<Read> {
  try {
    await using handle = await open(file, "r");
    const { size } = await handle.stat();
    if (position === "end") return { lines: [], next: size };
    const start = Math.max(position > size ? 0 : position, size - MOST_BYTES);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - start), 0, size - start, start);
    const end = buffer.subarray(0, bytesRead).lastIndexOf("\n") + 1;
    const text = buffer.subarray(0, end).toString("utf8");
    return { lines: text.split("\n").slice(0, -1), next: start + end };
  } catch {
    return { lines: [], next: 0 }; // it does not exist yet, or was just replaced
  }
}
