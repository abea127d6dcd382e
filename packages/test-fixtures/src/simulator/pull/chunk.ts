import { startBeat } from "./ticker.ts";
import type { OpenFile } from "../blobs/folder.ts";
import { writePart } from "../blobs/parts.ts";
import type { Downloading } from "./download-context.ts";
import { Canceled, Stalled, toError, UnexpectedEnd } from "./errors.ts";
import type { LivePart } from "./live-part.ts";
import { askOver, piecesOf } from "./registry-client.ts";

/** What one attempt at a part writes to, and whom it tells of its bytes. */
export type ChunkOf = {
  readonly digest: string;
  readonly url: URL;
  readonly file: OpenFile;
  readonly gone: AbortSignal;
  /** Counts what has come, and takes back (below 0) what is to come again. */
  readonly count: (bytes: number) => void;
};

/** One attempt at the rest of a part (server/download.go `downloadChunk`). */
export async function fetchChunk(part: LivePart, chunk: ChunkOf, downloading: Downloading): Promise<void> {
  const { clock, folder } = downloading;
  const own = new AbortController();
  const gone = AbortSignal.any([chunk.gone, own.signal]);
  const begun = startBeat(clock, SECOND_MS);
  const stall = watchForStall(part, own, downloading);
  const problem = await copy(part, { ...chunk, gone }, downloading).catch(toError);

  if (problem !== undefined && !isKept(problem)) {
    stall.end();
    chunk.count(-part.arrivedBytes);
    part.arrivedBytes = 0;
    throw problem;
  }
  part.doneBytes += part.arrivedBytes;
  part.arrivedBytes = 0;
  writePart(folder, chunk.digest, part);
  // The one who watches looks up once a second; before 0.30 it is waited for.
  if (problem === undefined && !downloading.has("partsEndAtOnce")) await begun.next(gone);
  stall.end();
  if (stall.isSeen()) throw new Stalled();
  if (problem !== undefined) throw problem;
  if (gone.aborted) throw new Canceled();
}

const SECOND_MS = 1000;
const STALL_MS = 30_000;

/** After these, a part goes on where it was; after everything else it is rolled back. */
function isKept(problem: Error): boolean {
  return problem instanceof Canceled || problem instanceof UnexpectedEnd;
}

/** The status is not looked at: an error page is too short, and that is all that is noticed of it. */
async function copy(part: LivePart, chunk: ChunkOf, { clock }: Downloading): Promise<void> {
  const { url, file, gone, count } = chunk;
  const from = part.offset + part.doneBytes;
  const wanted = part.sizeBytes - part.doneBytes;
  const range = `bytes=${from}-${part.offset + part.sizeBytes - 1}`;
  const answer = await askOver(url, { headers: { range, "user-agent": "Go-http-client/1.1" }, gone });
  for await (const piece of piecesOf(answer, gone)) {
    const bytes = piece.subarray(0, wanted - part.arrivedBytes);
    file.write(bytes, from + part.arrivedBytes);
    part.arrivedBytes += bytes.length;
    part.lastByteAtMs = clock.now();
    count(bytes.length);
    if (bytes.length < piece.length) break;
  }
  if (part.arrivedBytes < wanted) throw new Error("EOF");
}

/** Before 0.32.2, who never got a first byte waits for it for ever. */
function watchForStall(
  part: LivePart,
  own: AbortController,
  { clock, has }: Downloading,
): { isSeen(): boolean; end(): void } {
  let isSeen = false;
  part.lastByteAtMs = has("firstByteStall") ? clock.now() : undefined;
  const look = (): void => {
    if (part.lastByteAtMs !== undefined && clock.now() - part.lastByteAtMs > STALL_MS) {
      isSeen = true;
      own.abort();
    } else timer = clock.setTimeout(look, SECOND_MS);
  };
  let timer = clock.setTimeout(look, SECOND_MS);
  return { isSeen: () => isSeen, end: () => clock.clearTimeout(timer) };
}
