import type { IncomingMessage } from "node:http";
import { wait, type Clock } from "../../clock.ts";
import { blobName } from "../blobs/blob-names.ts";
import type { DownloadContext } from "./download-context.ts";
import { Canceled, Stalled, toError } from "./errors.ts";
import { sendHttp, piecesOf } from "./registry-client.ts";

/** A layer of a safetensors model, and a callback for its progress. */
export type Tensor = {
  readonly digest: string;
  readonly sizeBytes: number;
  readonly url: URL;
  readonly signal: AbortSignal;
  /** Adds received bytes. Negative: bytes that must be downloaded again. */
  readonly count: (bytes: number) => void;
};

/** Downloads a layer in at most six attempts, not counting stalls. Only a large layer is resumed. */
export async function fetchTensor(tensor: Tensor, downloadContext: DownloadContext): Promise<void> {
  const { clock, folder, exitSignal, random } = downloadContext;
  const temporary = `${blobName(tensor.digest)}.tmp`;
  let last = new Error("EOF");
  for (let attempt = 0; attempt < ATTEMPTS;) {
    if (attempt > 0) await wait(clock, backoffMs(attempt) * (random() + 0.5), tensor.signal);
    if (tensor.signal.aborted) throw new Canceled();
    const reported: Reported = { bytes: 0 };
    const problem = await fetchOnce(tensor, temporary, reported, downloadContext).catch(toError);
    if (problem === undefined) return;
    if (exitSignal.aborted) throw problem;
    tensor.count(-reported.bytes);
    if (tensor.sizeBytes < RESUMED_BYTES && folder.find(temporary)) folder.remove(temporary);
    if (problem instanceof Canceled) throw problem;
    last = problem;
    if (!(problem instanceof Stalled)) attempt += 1;
  }
  throw new Error(`max retries exceeded: ${last.message}`);
}

const ATTEMPTS = 6;
/** A layer of at least this size (64 MiB) is resumed after an error. */
const RESUMED_BYTES = 64 * 1_048_576;
const READ_BYTES = 32_768;
const STALL_MS = 10_000;

type Reported = { bytes: number };

function backoffMs(attempt: number): number {
  return Math.min(attempt ** 2 * 10, 1000 * 2 ** (attempt - 1));
}

async function fetchOnce(
  tensor: Tensor,
  temporary: string,
  reported: Reported,
  { clock, folder }: DownloadContext,
): Promise<void> {
  const { digest, sizeBytes, signal } = tensor;
  const existingBytes = sizeBytes < RESUMED_BYTES ? 0 : (folder.find(temporary)?.sizeBytes ?? 0);
  const stall = startWatchdog(clock, STALL_MS);
  const file = folder.open(temporary, existingBytes);
  const report = (bytes: number): void => {
    reported.bytes += bytes;
    tensor.count(bytes);
  };
  try {
    for await (const piece of restOf(tensor, existingBytes, AbortSignal.any([signal, stall.signal]))) {
      stall.restart();
      if (existingBytes > 0 && reported.bytes === 0) report(existingBytes);
      for (let at = 0; at < piece.length; at += READ_BYTES) {
        const bytes = piece.subarray(at, at + READ_BYTES);
        file.write(bytes, reported.bytes);
        report(bytes.length);
      }
    }
  } catch (error) {
    throw stall.signal.aborted ? new Stalled() : error;
  } finally {
    stall.end();
    file.close();
  }
  if (`sha256:${await folder.hash(temporary)}` !== digest) {
    folder.remove(temporary);
    throw new Error("digest mismatch");
  }
  folder.rename(temporary, blobName(digest));
}

async function* restOf(
  { url }: Tensor,
  existingBytes: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const moved = accept(await sendHttp(url, { signal }));
  moved.destroy();
  const { location } = moved.headers;
  const answer = accept(
    await sendHttp(location === undefined ? url : new URL(location, url), {
      headers: existingBytes > 0 ? { range: `bytes=${existingBytes}-` } : {},
      signal,
    }),
  );
  yield* piecesOf(answer, signal);
}

function accept(answer: IncomingMessage): IncomingMessage {
  const { statusCode = 0 } = answer;
  if (statusCode < 400) return answer;
  answer.resume();
  throw new Error(`status ${statusCode}`);
}

/** Aborts its signal when it was not restarted for this long. */
function startWatchdog(
  clock: Clock,
  ms: number,
): { readonly signal: AbortSignal; restart(): void; end(): void } {
  const controller = new AbortController();
  let timer = clock.setTimeout(() => controller.abort(), ms);
  const end = (): void => clock.clearTimeout(timer);
  return {
    signal: controller.signal,
    end,
    restart() {
      end();
      timer = clock.setTimeout(() => controller.abort(), ms);
    },
  };
}
