import { wait } from "../../clock.ts";
import type { JsonObject } from "../../json.ts";
import { blobName } from "../blobs/blob-names.ts";
import { ProcessEnded } from "../blobs/lifetime.ts";
import { toShortest, type FullName } from "../model/names.ts";
import type { Ollama } from "../ollama.ts";
import type { Process } from "../process.ts";
import { toLine, type Puller } from "./downloads.ts";
import { Canceled } from "./errors.ts";
import { fetchManifest, sourceOf, urlOf, type Manifest, type Source } from "./manifest.ts";
import { toPulledModel } from "./pulled-model.ts";
import { pullTensors } from "./tensors.ts";

export type PullRequest = {
  readonly name: FullName;
  readonly isInsecure: boolean;
  readonly signal: AbortSignal;
  readonly line: (line: JsonObject) => void;
};

/** Pulls a model (server/images.go `PullModel`). Throws errors with the text of Ollama's error lines. */
export async function pullModel(pull: PullRequest, ollama: Ollama): Promise<void> {
  pull.line({ status: "pulling manifest" });
  const source = sourceOf(pull.name, pull.isInsecure, ollama.registryUrls);
  const manifest = await fetchManifest(source, pull.signal, ollama);
  const { process } = ollama;
  const puller = { ...pull, pull: ollama.nextPull(), model: toShortest(pull.name) };
  if (ollama.has("safetensors") && manifest.layers.some(({ kind }) => kind === "tensor")) {
    await pullTensors({ manifest, source, puller }, ollama);
    pull.line({ status: "writing manifest" });
    ollama.library.put(toPulledModel(pull.name, manifest, ollama.library));
    pull.line({ status: "success" });
    return;
  }
  const fetched = await fetchLayers(manifest, source, puller, ollama);
  pull.line({ status: "verifying sha256 digest" });
  for (const digest of fetched) await verify(digest, process, ollama);
  if (process.exitSignal.aborted) throw new ProcessEnded();
  install(manifest, pull, ollama);
  pull.line({ status: "success" });
}

/** Downloads one layer after another. Returns those that were missing. */
async function fetchLayers(
  manifest: Manifest,
  source: Source,
  puller: Puller,
  ollama: Ollama,
): Promise<ReadonlySet<string>> {
  const { downloads } = ollama.process;
  const fetched = new Set<string>();
  for (const { digest } of manifest.layers) {
    const existing = ollama.library.blob(digest);
    if (puller.signal.aborted) throw new Canceled();
    if (existing !== undefined) puller.line(toLine(digest, existing.sizeBytes, existing.sizeBytes));
    else {
      fetched.add(digest);
      await downloads.fetch(digest, urlOf(source, "blobs", digest), puller);
    }
  }
  return fetched;
}

/** From here on the client may disconnect: the model is installed anyway. */
async function verify(
  want: string,
  { folder, exitSignal }: Process,
  { clock, hashBytesPerSecond }: Ollama,
): Promise<void> {
  const got = `sha256:${await folder.hash(blobName(want))}`;
  await wait(clock, ((folder.find(blobName(want))?.sizeBytes ?? 0) / hashBytesPerSecond) * 1000, exitSignal);
  if (got === want) return;
  folder.remove(blobName(want));
  throw new Error(`digest mismatch, file must be downloaded again: want ${want}, got ${got}`);
}

function install(manifest: Manifest, pull: PullRequest, { library, isPruneOff }: Ollama): void {
  pull.line({ status: "writing manifest" });
  const model = toPulledModel(pull.name, manifest, library);
  const kept = new Set(manifest.layers.map(({ digest }) => digest));
  const old = library.find(model.name)?.layers.filter(({ digest }) => !kept.has(digest)) ?? [];
  library.put(model);
  if (isPruneOff || old.length === 0) return;
  pull.line({ status: "removing unused layers" });
  for (const { digest } of old) library.removeUnused(digest);
}
