import { wait } from "../../clock.ts";
import { DiskFull } from "../blobs/folder.ts";
import { fetchChunk, type ChunkTarget } from "./chunk.ts";
import type { DownloadContext } from "./download-context.ts";
import { Canceled, Stalled, toError } from "./errors.ts";
import type { LivePart } from "./live-part.ts";

/** Downloads a part in at most six attempts, not counting stalls. */
export async function fetchPart(
  part: LivePart,
  chunk: ChunkTarget,
  downloadContext: DownloadContext,
): Promise<void> {
  const { clock, exitSignal, log } = downloadContext;
  const layer = chunk.digest.slice("sha256:".length, "sha256:".length + 12);
  let last = new Error("EOF");
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const problem = await fetchChunk(part, chunk, downloadContext).catch(toError);
    if (problem === undefined) return;
    if (problem instanceof Canceled || problem instanceof DiskFull || exitSignal.aborted) throw problem;
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
    // Cancelling does not end this pause. Until it is over, a new pull of the layer fails with `context canceled`.
    await wait(clock, 1000 * 2 ** attempt, exitSignal);
    if (chunk.signal.aborted) throw new Canceled();
  }
  throw new Error(`max retries exceeded: ${last.message}`);
}

const ATTEMPTS = 6;
