import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout } from "node:timers/promises";
import type { RegistryFaults } from "./faults.ts";
import type { ShelfBlob } from "./shelf.ts";

/** How the store behind the registry sends: at which rate, and with which faults. */
export type Sending = {
  readonly faults: RegistryFaults;
  readonly bytesPerSecond: () => number;
  readonly waitMs: (bytes: number) => number;
  readonly onSent: (bytes: number) => void;
  /** Hears of one more download (1), and of one less (-1). */
  readonly onOpen: (by: 1 | -1) => void;
};

/** Sends a blob, or the part of it that was asked for, at the rate that is allowed. */
export async function sendBlob(
  blob: ShelfBlob,
  request: IncomingMessage,
  response: ServerResponse,
  sending: Sending,
): Promise<void> {
  const { faults } = sending;
  if (faults.cdnStatus !== undefined) {
    response.writeHead(faults.cdnStatus, { "content-type": "application/xml" }).end("<Error>refused</Error>");
    return;
  }
  const { start, end, isPart } = parseRange(request.headers.range, blob.sizeBytes);
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
  let at = start;
  while (at < end && !stop.signal.aborted) {
    const piece = blob.bytes(at, Math.min(end, at + pieceBytes(sending.bytesPerSecond())));
    await setTimeout(sending.waitMs(piece.length), undefined, { signal: stop.signal }).catch(() => undefined);
    while (faults.isStalled && !stop.signal.aborted) await pause(stop.signal);
    if (stop.signal.aborted) return;
    at += piece.length;
    sending.onSent(piece.length);
    if (!response.write(piece)) await once(response, "drain", { signal: stop.signal }).catch(() => undefined);
    if (faults.dropAfterBytes !== undefined && at - start >= faults.dropAfterBytes) response.destroy();
  }
  response.end();
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

function pause(signal: AbortSignal): Promise<void> {
  return setTimeout(20, undefined, { signal }).catch(() => undefined);
}
