import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { wait, type Clock } from "../clock.ts";
import type { RegistryFaultBoard } from "./faults.ts";
import type { ShelfBlob } from "./storage.ts";

/** How the store behind the registry sends: at which rate, and with which faults. */
export type Sending = {
  readonly clock: Clock;
  readonly faults: RegistryFaultBoard;
  readonly bytesPerSecond: () => number;
  readonly waitMs: (bytes: number) => number;
  readonly onSent: (bytes: number) => void;
  /** Hears of one more download (1), and of one less (-1). */
  readonly onOpen: (by: 1 | -1) => void;
};

/** Sends a blob, or the part of it that was asked for, at the rate that is allowed. */
export async function sendBlob(
  { digest, blob }: { readonly digest: string; readonly blob: ShelfBlob },
  request: IncomingMessage,
  response: ServerResponse,
  sending: Sending,
): Promise<void> {
  const status = sending.faults.of("cdnStatus", digest);
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
  sending.onOpen(1);
  response.on("close", () => {
    sending.onOpen(-1);
    stop.abort();
  });
  await sendRange({ digest, blob, start, end }, response, stop.signal, sending);
}

type Stretch = {
  readonly digest: string;
  readonly blob: ShelfBlob;
  readonly start: number;
  readonly end: number;
};

async function sendRange(
  { digest, blob, start, end }: Stretch,
  response: ServerResponse,
  stop: AbortSignal,
  sending: Sending,
): Promise<void> {
  const { clock, faults } = sending;
  let hasPaused = false;
  for (let at = start; at < end && !stop.aborted;) {
    const next = nextStop(at - start, digest, faults);
    const piece = blob.bytes(at, Math.min(end, start + next, at + pieceBytes(sending.bytesPerSecond())));
    await wait(clock, sending.waitMs(piece.length), stop);
    while (faults.of("isStalled", digest) && !stop.aborted) await faults.stallChange(stop);
    const hiccup = faults.of("hiccup", digest);
    if (hiccup !== undefined && !hasPaused && at - start >= hiccup.afterBytes) {
      hasPaused = true;
      await wait(clock, hiccup.forMs, stop);
    }
    if (stop.aborted) return;
    at += piece.length;
    sending.onSent(piece.length);
    if (!response.write(piece)) await once(response, "drain", { signal: stop }).catch(() => undefined);
    if (faults.takesDrop(digest, at - start)) return drop(response, faults.of("dropBy", digest));
  }
  response.end();
}

/** How many bytes of a connection may be sent before the next thing is due to go wrong with it. */
function nextStop(sentBytes: number, digest: string, faults: RegistryFaultBoard): number {
  const stops = [faults.of("hiccup", digest)?.afterBytes, faults.of("dropAfterBytes", digest)];
  return Math.min(
    ...stops.map((stop) => (stop !== undefined && stop > sentBytes ? stop : Number.POSITIVE_INFINITY)),
  );
}

function drop(response: ServerResponse, by: "close" | "reset"): void {
  // Closed, what was written still arrives; reset, not even that.
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

/** Small enough to look smooth at a low rate. */
function pieceBytes(bytesPerSecond: number): number {
  return Math.max(1, Math.min(262_144, Math.round(bytesPerSecond / 40)));
}
