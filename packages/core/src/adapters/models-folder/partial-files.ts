import { lstat, readdir, readFile, rm, writeFile } from "node:fs/promises";
import * as path from "node:path";
import * as v from "valibot";
import type { NoteFile, PartNote, UnfinishedLayer } from "../../downloads/unfinished-layer.ts";
import type { Logger } from "../../shared/logger.port.ts";
import { parseJson } from "../ollama/http-answer.ts";
import { countSchema } from "../ollama/foreign-schemas.ts";
import { blobOfDigest, bytesOnDisk, digestOfBlob, orUndefined } from "./disk.ts";

/**
 * A safetensors layer has one `.tmp` file; any other layer has one `-partial` file and a note for each part
 * (docs/ollama.md §3).
 */
export const PARTIAL = /^(sha256-[0-9a-f]{64})(?:-partial(?:-(\d{1,5}))?|\.tmp)$/;
/** A note has about 60 bytes. */
const LONGEST_NOTE = 1_000;

/** A partial file: that of a note if it has a part. */
type PartialFile = {
  readonly file: string;
  readonly blob: string;
  readonly part: number | undefined;
  readonly sizeBytes: number;
  readonly diskBytes: number;
  readonly changedAtMs: number;
};

/** The partial files in a `blobs` folder: only regular files whose names Ollama uses while it downloads a layer. */
export function partialFiles(blobs: string, logger: Logger) {
  async function all(): Promise<readonly PartialFile[]> {
    const names = (await orUndefined(readdir(blobs))) ?? [];
    const files = await Promise.all(names.map((name) => partialFile(path.join(blobs, name))));
    return files.filter((file) => file !== undefined);
  }

  async function unfinished(): Promise<readonly UnfinishedLayer[]> {
    const byBlob = Map.groupBy(await all(), ({ blob }) => blob);
    return Promise.all([...byBlob].map(([blob, files]) => unfinishedLayer(digestOfBlob(blob), files)));
  }

  return {
    unfinished,
    /** Writes notes of an unfinished layer anew, as Ollama does (docs/ollama.md §2.3). */
    async writeNotes(digest: string, notes: readonly PartNote[]): Promise<void> {
      const blob = blobOfDigest(digest);
      if (blob === undefined) return;
      for (const { part, offset, size, completed } of notes) {
        const file = path.join(blobs, `${blob}-partial-${part}`);
        if (!(await lstat(file)).isFile()) continue;
        logger.info(`write ${file}`);
        const text = JSON.stringify({ N: part, Offset: offset, Size: size, Completed: completed });
        await writeFile(file, `${text}\n`);
      }
    },
    /** Deletes only the partial files of these layers; resolves with the bytes freed. */
    async forgetPartials(
      digests: readonly string[],
      writtenBeforeMs = Number.POSITIVE_INFINITY,
    ): Promise<number> {
      const asked = new Set(digests);
      const byBlob = Map.groupBy(await all(), ({ blob }) => blob);
      const files = [...byBlob].flatMap(([blob, files]) =>
        asked.has(digestOfBlob(blob)) && newestOf(files) < writtenBeforeMs ? files : [],
      );
      for (const { file } of files) {
        logger.info(`delete ${file}`);
        await rm(file);
      }
      return files.reduce((sum, { diskBytes }) => sum + diskBytes, 0);
    },
  };
}

async function partialFile(file: string): Promise<PartialFile | undefined> {
  const [, blob, part] = PARTIAL.exec(path.basename(file)) ?? [];
  const stats = blob === undefined ? undefined : await orUndefined(lstat(file));
  if (blob === undefined || stats?.isFile() !== true) return undefined;
  return {
    file,
    blob,
    part: part === undefined ? undefined : Number(part),
    sizeBytes: stats.size,
    diskBytes: bytesOnDisk(stats),
    changedAtMs: stats.mtimeMs,
  };
}

async function unfinishedLayer(digest: string, files: readonly PartialFile[]): Promise<UnfinishedLayer> {
  const data = files.find(({ part }) => part === undefined);
  const notes = await Promise.all(
    files.flatMap(({ file, part, sizeBytes }) =>
      part === undefined ? [] : [noteFile(file, part, sizeBytes)],
    ),
  );
  return {
    digest,
    fetched: data?.file.endsWith(".tmp") === true ? "in-order" : "in-parts",
    lengthBytes: data?.sizeBytes ?? 0,
    dataBytes: data?.diskBytes ?? 0,
    diskBytes: files.reduce((sum, { diskBytes }) => sum + diskBytes, 0),
    notes: notes.toSorted((a, b) => a.part - b.part),
    changedAtMs: newestOf(files),
    notedAtMs: newestOf(files.filter(({ part }) => part !== undefined)),
  };
}

const newestOf = (files: readonly PartialFile[]): number =>
  Math.max(0, ...files.map(({ changedAtMs }) => changedAtMs));

const noteSchema = v.object({
  N: countSchema,
  Offset: countSchema,
  Size: countSchema,
  Completed: countSchema,
});

async function noteFile(file: string, part: number, sizeBytes: number): Promise<NoteFile> {
  const text = sizeBytes <= LONGEST_NOTE ? await orUndefined(readFile(file, "utf8")) : undefined;
  try {
    const { N, Offset, Size, Completed } = parseJson(noteSchema, file, text ?? "");
    return { part, note: { part: N, offset: Offset, size: Size, completed: Completed } };
  } catch {
    return { part }; // Ollama cannot read it either
  }
}
