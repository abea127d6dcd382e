import { readFileSync, statSync } from "node:fs";
import { appendFile } from "node:fs/promises";
import * as v from "valibot";
import { keepSmall } from "../system/keep-small.ts";

const lineSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    /** Whose line it is: no window reads its own. */
    by: v.string(),
    sentAtMs: v.number(),
    method: v.string(),
    path: v.string(),
    model: v.optional(v.string()),
  }),
);
type Line = v.InferOutput<typeof lineSchema>;

/** The requests of a day or two, while a view is looked at. */
const MOST_BYTES = 300_000;
const NEWLINE = 10;

/** A file to which all windows append what they ask, so that each one knows it, also after a reload. */
export interface AskedFile {
  /** Never rejects: where it cannot be written, a window knows its own requests only. */
  append(line: Omit<Line, "by">): Promise<void>;
  /** What others have appended since the last time; at first, all that is kept. */
  readNew(): readonly Line[];
}

export function askedFile(file: string, mostBytes = MOST_BYTES): AskedFile {
  const by = crypto.randomUUID();
  let readBytes: number | undefined;
  return {
    async append(line) {
      try {
        await appendFile(file, `${JSON.stringify({ by, ...line })}\n`, { mode: 0o600 });
      } catch {
        return;
      }
      await keepSmall(file, mostBytes);
    },
    readNew() {
      const older = readBytes === undefined ? linesIn(bytesOf(`${file}.1`)) : [];
      if (sizeOf(file) === readBytes) return [];
      const bytes = bytesOf(file);
      const from = readBytes !== undefined && readBytes <= bytes.length ? readBytes : 0;
      readBytes = bytes.lastIndexOf(NEWLINE) + 1; // another window may be in the middle of a line
      return [...older, ...linesIn(bytes.subarray(from, readBytes))].filter((line) => line.by !== by);
    },
  };
}

const linesIn = (bytes: Buffer): readonly Line[] =>
  bytes
    .toString("utf8")
    .split("\n")
    .flatMap((text) => {
      const parsed = v.safeParse(lineSchema, text);
      return parsed.success ? [parsed.output] : [];
    });

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0); // not there yet, or not to be read
  }
}
