import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { wait, type Clock } from "../clock.ts";
import type { RegistryFaultBoard } from "./faults.ts";
import type { RegistryBlob } from "./storage.ts";

/** The store behind the registry, with its rate and its faults. */
export type Cdn = {
  readonly clock: Clock;
  readonly faults: RegistryFaultBoard;
  readonly bytesPerSecond: () => number;
  readonly waitMs: (bytes: number) => number;
  readonly onSent: (bytes: number) => void;
  /** Called when a download begins (1) and when it ends (-1). */
  readonly onOpen: (by: 1 | -1) => void;
};

/** Sends a blob, or the requested range of it, at the allowed rate. */
export async function sendBlob(
  { digest, blob }: { readonly digest: string; readonly blob: RegistryBlob },
  request: IncomingMessage,
  response: ServerResponse,
  cdn: Cdn,
): Promise<void> {
  const status = cdn.faults.of("cdnStatus", digest);
  if (status !== undefined) {
    response.writeHead(status, { "content-type": "application/xml" }).end("<Error>refused</Error>");
    return;
  }
  const range = parseRange(request.headers.range, blob.sizeBytes);
  const { start, end, isPart } = range;
  response.writeHead(isPart ? 206 : 200, {
    "content-type": "application/octet-stream",
    "content-length": String(end - start),
    "accept-ranges": "bytes",
    ...(isPart && { "content-range": `bytes ${start}-${end - 1}/${blob.sizeBytes}` }),
  });
  response.flushHeaders();

  const stop = new AbortController();
  cdn.onOpen(1);
  response.on("close", () => {
    cdn.onOpen(-1);
    stop.abort();
  });
  await sendRange({ digest, blob, start, end }, response, stop.signal, cdn);
}

type BlobRange = {
  readonly digest: string;
  readonly blob: RegistryBlob;
  readonly start: number;
  readonly end: number;
};

async function sendRange(
  { digest, blob, start, end }: BlobRange,
  response: ServerResponse,
  stop: AbortSignal,
  cdn: Cdn,
): Promise<void> {
  const { clock, faults } = cdn;
  let hasPaused = false;
  for (let at = start; at < end && !stop.aborted;) {
    const next = nextStop(at - start, digest, faults);
    const piece = blob.bytes(at, Math.min(end, start + next, at + pieceBytes(cdn.bytesPerSecond())));
    await wait(clock, cdn.waitMs(piece.length), stop);
    while (faults.of("isStalled", digest) && !stop.aborted) await faults.stallChange(stop);
    const hiccup = faults.of("hiccup", digest);
    if (hiccup !== undefined && !hasPaused && at - start >= hiccup.afterBytes) {
      hasPaused = true;
      await wait(clock, hiccup.forMs, stop);
    }
    if (stop.aborted) return;
    at += piece.length;
    cdn.onSent(piece.length);
    if (!response.write(piece)) await once(response, "drain", { signal: stop }).catch(() => undefined);
    if (faults.shouldDrop(digest, at - start)) return drop(response, faults.of("dropBy", digest));
  }
  response.end();
}

/** The number of bytes up to the next fault of a connection. */
function nextStop(sentBytes: number, digest: string, faults: RegistryFaultBoard): number {
  const stops = [faults.of("hiccup", digest)?.afterBytes, faults.of("dropAfterBytes", digest)];
  return Math.min(
    ...stops.map((stop) => (stop !== undefined && stop > sentBytes ? stop : Number.POSITIVE_INFINITY)),
  );
}

function drop(response: ServerResponse, by: "close" | "reset"): void {
  // On a close, written bytes still arrive; on a reset they do not.
  if (by === "close") response.socket?.destroySoon();
  else response.socket?.resetAndDestroy();
}

function parseRange(
  range: string | undefined,
  sizeBytes: number,
): { start: number; end: number; isPart: boolean } {
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(range ?? "") ?? [];
  if (first === undefined) return { start: 0, end: sizeBytes, isPart: false };
  const end = last === undefined || last === "" ? sizeBytes : Math.min(sizeBytes, Number(last) + 1);
  return { start: Math.min(Number(first), end), end, isPart: true };
}

/** Small pieces, so that a low rate looks smooth. */
function pieceBytes(bytesPerSecond: number): number {
  return Math.max(1, Math.min(262_144, Math.round(bytesPerSecond / 40)));
}
