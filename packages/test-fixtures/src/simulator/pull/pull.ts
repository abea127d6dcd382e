import { wait } from "../../clock.ts";
import type { JsonObject } from "../../json.ts";
import type { FullName } from "../model/names.ts";
import type { Ollama } from "../ollama.ts";
import { cadenceOf } from "./cadence.ts";
import { fetchManifest, sourceOf, urlOf } from "./manifest.ts";
import { toPulledModel } from "./pulled-model.ts";
import type { Transfer } from "./transfer.ts";

/** What a pull is asked to do. */
export type PullRequest = {
  readonly name: FullName;
  readonly isInsecure: boolean;
  readonly gone: AbortSignal;
  readonly line: (line: JsonObject) => void;
};

/** Pulls a model, telling line by line; throws what Ollama says in an error line. */
export async function pullModel(pull: PullRequest, ollama: Ollama): Promise<void> {
  const { library } = ollama;
  pull.line({ status: "pulling manifest" });
  const source = sourceOf(pull.name, pull.isInsecure, ollama.registryUrl);
  const manifest = await fetchManifest(source, pull.gone);

  const hashes = new Map<string, string | undefined>();
  for (const { digest, sizeBytes } of manifest.layers) {
    if (library.hasBlob(digest)) pull.line(toLine(digest, sizeBytes, sizeBytes));
    else hashes.set(digest, await fetchLayer(digest, urlOf(source, "blobs", digest), pull, ollama));
  }

  pull.line({ status: "verifying sha256 digest" });
  for (const [want, got] of hashes) {
    if (got === undefined || got === want) continue;
    library.removeBlob(want);
    throw new Error(`digest mismatch, file must be downloaded again: want ${want}, got ${got}`);
  }

  pull.line({ status: "writing manifest" });
  const model = toPulledModel(pull.name, manifest, library);
  const replaced = library.find(model.name);
  const isOther = replaced !== undefined && replaced.digest !== model.digest;
  if (isOther) pull.line({ status: "removing unused layers" });
  library.put(model);
  pull.line({ status: "success" });
}

async function fetchLayer(
  digest: string,
  url: URL,
  pull: PullRequest,
  ollama: Ollama,
): Promise<string | undefined> {
  const transfer = ollama.downloads.join(digest, url);
  try {
    await follow(transfer, digest, pull, ollama);
    if (pull.gone.aborted) throw new Error("context canceled");
    return transfer.result();
  } finally {
    ollama.downloads.leave(transfer);
  }
}

async function follow(transfer: Transfer, digest: string, pull: PullRequest, ollama: Ollama): Promise<void> {
  const { clock } = ollama;
  const cadence = cadenceOf(ollama.has("llamaServer"));
  const begun = clock.now();
  const stop = AbortSignal.any([transfer.over, pull.gone]);
  const line = (): void => pull.line(toLine(digest, transfer.totalBytes, transfer.doneBytes));
  while (!stop.aborted) {
    await wait(clock, cadence.lineEveryMs, stop);
    if (!stop.aborted) line();
  }
  while (!pull.gone.aborted && clock.now() - begun < cadence.leastMs) {
    await wait(clock, cadence.lineEveryMs, pull.gone);
    line();
  }
  if (cadence.endsWhole && !pull.gone.aborted) line();
}

/** Zeros are left out, as everywhere in Ollama. */
function toLine(digest: string, total: number, completed: number): JsonObject {
  return {
    status: `pulling ${digest.slice("sha256:".length, "sha256:".length + 12)}`,
    digest,
    ...(total > 0 && { total }),
    ...(completed > 0 && { completed }),
  };
}
