import { wait } from "../../clock.ts";
import { DiskFull } from "../blobs/folder.ts";
import { fetchChunk, type ChunkOf } from "./chunk.ts";
import type { Downloading } from "./download-context.ts";
import { Canceled, Stalled, toError } from "./errors.ts";
import type { LivePart } from "./live-part.ts";

/** Fetches a part, six times at most; a stall does not count. */
export async function fetchPart(part: LivePart, chunk: ChunkOf, downloading: Downloading): Promise<void> {
  const { clock, life, log } = downloading;
  const layer = chunk.digest.slice("sha256:".length, "sha256:".length + 12);
  let last = new Error("EOF");
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const problem = await fetchChunk(part, chunk, downloading).catch(toError);
    if (problem === undefined) return;
    if (problem instanceof Canceled || problem instanceof DiskFull || life.aborted) throw problem;
    if (problem instanceof Stalled) {
      log(
        `${layer} part ${part.n} stalled; retrying. If this persists, press ctrl-c to exit, then 'ollama pull' to find a faster connection.`,
      );
      attempt -= 1;
      continue;
    }
    last = problem;
    log(
      `${layer} part ${part.n} attempt ${attempt} failed: ${problem.message}, retrying in ${2 ** attempt}s`,
    );
    // It is slept through even where nobody wants the layer any more: for so long a new pull gets `context canceled`.
    await wait(clock, 1000 * 2 ** attempt, life);
    if (chunk.gone.aborted) throw new Canceled();
  }
  throw new Error(`max retries exceeded: ${last.message}`);
}

const ATTEMPTS = 6;
