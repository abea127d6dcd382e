import type { IncomingMessage } from "node:http";
import { wait, type Clock } from "../../clock.ts";
import { blobName } from "../blobs/blob-names.ts";
import type { Downloading } from "./download-context.ts";
import { Canceled, Stalled, toError } from "./errors.ts";
import { askOver, piecesOf } from "./registry-client.ts";

/** A layer of a model in the form of safetensors, and whom to tell of its bytes. */
export type Tensor = {
  readonly digest: string;
  readonly sizeBytes: number;
  readonly url: URL;
  readonly gone: AbortSignal;
  /** Counts what has come, and takes back (below 0) what is to come again. */
  readonly count: (bytes: number) => void;
};

/** Fetches it whole, six times at most; a stall does not count. Only a big one goes on where it was. */
export async function fetchTensor(tensor: Tensor, downloading: Downloading): Promise<void> {
  const { clock, folder, life, random } = downloading;
  const temporary = `${blobName(tensor.digest)}.tmp`;
  let last = new Error("EOF");
  for (let attempt = 0; attempt < ATTEMPTS;) {
    if (attempt > 0) await wait(clock, backoffMs(attempt) * (random() + 0.5), tensor.gone);
    if (tensor.gone.aborted) throw new Canceled();
    const told: Told = { bytes: 0 };
    const problem = await fetchOnce(tensor, temporary, told, downloading).catch(toError);
    if (problem === undefined) return;
    if (life.aborted) throw problem;
    tensor.count(-told.bytes);
    if (tensor.sizeBytes < RESUMED_BYTES && folder.find(temporary)) folder.remove(temporary);
    if (problem instanceof Canceled) throw problem;
    last = problem;
    if (!(problem instanceof Stalled)) attempt += 1;
  }
  throw new Error(`max retries exceeded: ${last.message}`);
}

const ATTEMPTS = 6;
/** From this size on (64 MiB), what had come is kept. */
const RESUMED_BYTES = 64 * 1_048_576;
const READ_BYTES = 32_768;
const STALL_MS = 10_000;

type Told = { bytes: number };

function backoffMs(attempt: number): number {
  return Math.min(attempt ** 2 * 10, 1000 * 2 ** (attempt - 1));
}

async function fetchOnce(
  tensor: Tensor,
  temporary: string,
  told: Told,
  { clock, folder }: Downloading,
): Promise<void> {
  const { digest, sizeBytes, gone } = tensor;
  const there = sizeBytes < RESUMED_BYTES ? 0 : (folder.find(temporary)?.sizeBytes ?? 0);
  const stall = startPatience(clock, STALL_MS);
  const file = folder.open(temporary, there);
  const tell = (bytes: number): void => {
    told.bytes += bytes;
    tensor.count(bytes);
  };
  try {
    for await (const piece of restOf(tensor, there, AbortSignal.any([gone, stall.over]))) {
      stall.begin();
      if (there > 0 && told.bytes === 0) tell(there);
      for (let at = 0; at < piece.length; at += READ_BYTES) {
        const bytes = piece.subarray(at, at + READ_BYTES);
        file.write(bytes, told.bytes);
        tell(bytes.length);
      }
    }
  } catch (error) {
    throw stall.over.aborted ? new Stalled() : error;
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

async function* restOf({ url }: Tensor, there: number, gone: AbortSignal): AsyncGenerator<Uint8Array> {
  const moved = accept(await askOver(url, { gone }));
  moved.destroy();
  const { location } = moved.headers;
  const answer = accept(
    await askOver(location === undefined ? url : new URL(location, url), {
      headers: there > 0 ? { range: `bytes=${there}-` } : {},
      gone,
    }),
  );
  yield* piecesOf(answer, gone);
}

function accept(answer: IncomingMessage): IncomingMessage {
  const { statusCode = 0 } = answer;
  if (statusCode < 400) return answer;
  answer.resume();
  throw new Error(`status ${statusCode}`);
}

/** Is over when nothing has begun it anew for so long. */
function startPatience(clock: Clock, ms: number): { readonly over: AbortSignal; begin(): void; end(): void } {
  const over = new AbortController();
  let timer = clock.setTimeout(() => over.abort(), ms);
  const end = (): void => clock.clearTimeout(timer);
  return {
    over: over.signal,
    end,
    begin() {
      end();
      timer = clock.setTimeout(() => over.abort(), ms);
    },
  };
}
