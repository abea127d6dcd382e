import { startTicker } from "./ticker.ts";
import type { OpenFile } from "../blobs/folder.ts";
import { ProcessEnded } from "../blobs/lifetime.ts";
import { emptyPart, writePart } from "../blobs/parts.ts";
import type { DownloadContext } from "./download-context.ts";
import { Canceled, Stalled, toError, UnexpectedEnd } from "./errors.ts";
import type { LivePart } from "./live-part.ts";
import { sendHttp, piecesOf } from "./registry-client.ts";

/** Source, file and progress callback of a download. */
export type ChunkTarget = {
  readonly digest: string;
  readonly url: URL;
  /** Whether a store without a public address is refused. */
  readonly isGuarded: boolean;
  readonly file: OpenFile;
  readonly signal: AbortSignal;
  /** Adds received bytes. Negative: bytes that must be downloaded again. */
  readonly count: (bytes: number) => void;
};

/** One attempt to download the rest of a part (server/download.go `downloadChunk`). */
export async function fetchChunk(
  part: LivePart,
  chunk: ChunkTarget,
  downloadContext: DownloadContext,
): Promise<void> {
  const { clock, folder } = downloadContext;
  const own = new AbortController();
  const signal = AbortSignal.any([chunk.signal, own.signal]);
  const ticker = startTicker(clock, SECOND_MS);
  const stall = watchForStall(part, own, downloadContext);
  const problem = await copy(part, { ...chunk, signal }, downloadContext).catch(toError);

  if (problem !== undefined && !isKept(problem)) {
    stall.end();
    chunk.count(-part.arrivedBytes);
    part.arrivedBytes = 0;
    throw problem;
  }
  part.doneBytes += part.arrivedBytes;
  part.arrivedBytes = 0;
  const { chances, die, random } = downloadContext;
  if (chances.noteKills > 0 && random() < chances.noteKills) {
    emptyPart(folder, chunk.digest, part.n);
    die();
    throw new ProcessEnded();
  }
  writePart(folder, chunk.digest, part);
  // Before 0.30, a part ends only with the next check for a stall, which runs once a second.
  if (problem === undefined && !downloadContext.has("partsEndAtOnce")) await ticker.next(signal);
  stall.end();
  if (stall.isSeen()) throw new Stalled();
  if (problem !== undefined) throw problem;
  if (signal.aborted) throw new Canceled();
}

const SECOND_MS = 1000;
const STALL_MS = 30_000;

/** Whether the received bytes are kept. After all other errors the part is rolled back. */
function isKept(problem: Error): boolean {
  return problem instanceof Canceled || problem instanceof UnexpectedEnd;
}

/** Ollama ignores the status here. It only notices that the body of an error is too short. */
async function copy(part: LivePart, chunk: ChunkTarget, { clock }: DownloadContext): Promise<void> {
  const { url, file, signal, count } = chunk;
  const from = part.offset + part.doneBytes;
  const wanted = part.sizeBytes - part.doneBytes;
  const range = `bytes=${from}-${part.offset + part.sizeBytes - 1}`;
  if (chunk.isGuarded) throw notAllowed(url);
  const answer = await sendHttp(url, { headers: { range, "user-agent": "Go-http-client/1.1" }, signal });
  for await (const piece of piecesOf(answer, signal)) {
    const bytes = piece.subarray(0, wanted - part.arrivedBytes);
    file.write(bytes, from + part.arrivedBytes);
    part.arrivedBytes += bytes.length;
    part.lastByteAtMs = clock.now();
    count(bytes.length);
    if (bytes.length < piece.length) break;
  }
  if (part.arrivedBytes < wanted) throw new Error("EOF");
}

/** All stores of these tests have loopback addresses. */
function notAllowed({ hostname }: URL): Error {
  const reason =
    hostname === "localhost"
      ? "localhost resolves to non-public 127.0.0.1"
      : `${hostname} is not a public address`;
  return new Error(`redirect target not allowed: ${reason}`);
}

/** Before 0.32.2, a download without a first byte never counts as stalled. */
function watchForStall(
  part: LivePart,
  own: AbortController,
  { clock, has }: DownloadContext,
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
