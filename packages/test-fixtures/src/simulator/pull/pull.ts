import { wait } from "../../clock.ts";
import type { JsonObject } from "../../json.ts";
import { blobName } from "../blobs/blob-names.ts";
import { ProcessEnded } from "../blobs/lifetime.ts";
import { toShortest, type FullName } from "../model/names.ts";
import type { Ollama } from "../ollama.ts";
import type { Process } from "../process.ts";
import { toLine, type Puller } from "./downloads.ts";
import { Canceled } from "./errors.ts";
import { noCompatibleManifest } from "../library/find-models.ts";
import { isManifestList } from "../library/tags.ts";
import type { ManifestList } from "../model/manifest-list.ts";
import type { Runner } from "../model/runner.ts";
import { fetchChild } from "./child.ts";
import { fetchManifest, sourceOf, urlOf, type Manifest, type Source } from "./manifest.ts";
import { toPulledModel } from "./pulled-model.ts";
import { pullTensors } from "./tensors.ts";

export type PullRequest = {
  readonly name: FullName;
  readonly isInsecure: boolean;
  /** The child of a list that is wanted. */
  readonly runner?: Runner;
  readonly signal: AbortSignal;
  readonly line: (line: JsonObject) => void;
};

/** Pulls a model (server/images.go `PullModel`). Throws errors with the text of Ollama's error lines. */
export async function pullModel(pull: PullRequest, ollama: Ollama): Promise<void> {
  pull.line({ status: "pulling manifest" });
  const source = sourceOf(pull.name, pull.isInsecure, ollama.registryUrls);
  const answered = await fetchManifest(source, pull.signal, ollama);
  const { process } = ollama;
  const puller = { ...pull, pull: ollama.nextPull(), model: toShortest(pull.name) };
  const list = isManifestList(answered) ? answered : undefined;
  const manifest = isManifestList(answered)
    ? await fetchChild(answered, source, { ...puller, runner: pull.runner }, ollama)
    : checkRunner(answered, pull.runner);
  if (ollama.has("safetensors") && manifest.layers.some(({ kind }) => kind === "tensor")) {
    await pullTensors({ manifest, source, puller }, ollama);
    install({ manifest, list }, pull, ollama);
    pull.line({ status: "success" });
    return;
  }
  const fetched = await fetchLayers(manifest, source, puller, ollama);
  pull.line({ status: "verifying sha256 digest" });
  for (const digest of fetched) await verify(digest, process, ollama);
  if (process.exitSignal.aborted) throw new ProcessEnded();
  install({ manifest, list }, pull, ollama);
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

function install(
  { manifest, list }: { readonly manifest: Manifest; readonly list: ManifestList | undefined },
  pull: PullRequest,
  { has, library, isPruneOff }: Ollama,
): void {
  pull.line({ status: "writing manifest" });
  const model = toPulledModel(pull.name, manifest, library);
  const old = library.digestsOf(model.name);
  if (list === undefined) library.put(model);
  else {
    library.addChild(model);
    library.putList(model.name, list);
  }
  const isNoticed = has("manifestLists") ? old.length > 0 : old.some((digest) => !library.isUsed(digest));
  if (isPruneOff || !isNoticed || manifest.child?.runner === "mlx") return;
  pull.line({ status: "removing unused layers" });
  for (const digest of old) library.removeUnused(digest);
}

/** A manifest that names no runner is taken for every runner. */
function checkRunner(manifest: Manifest, runner: Runner | undefined): Manifest {
  const isOther = runner !== undefined && manifest.child !== undefined && manifest.child.runner !== runner;
  if (isOther) throw noCompatibleManifest(runner);
  return manifest;
}
