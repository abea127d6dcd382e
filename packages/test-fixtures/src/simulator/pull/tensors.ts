import { doAll } from "./run-in-parallel.ts";
import type { Puller } from "./downloads.ts";
import { Canceled } from "./errors.ts";
import { urlOf, type Manifest, type Source } from "./manifest.ts";
import { fetchTensor } from "./tensor-fetch.ts";
import { touching } from "./layer-uses.ts";
import type { Ollama } from "../ollama.ts";

/**
 * The other way to download (x/transfer): all layers of a model in the form of safetensors side by side, told of as one
 * with a digest that is none, a line for every 32 kB that are read. Nothing of it is shared between pulls.
 */
export async function pullTensors(
  {
    manifest,
    source,
    puller,
  }: { readonly manifest: Manifest; readonly source: Source; readonly puller: Puller },
  ollama: Ollama,
): Promise<void> {
  if (!ollama.hasMlx) {
    throw new Error("this model requires MLX support, but the MLX runtime is not available");
  }
  const { downloading } = ollama.process;
  const total = manifest.layers.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const missing = manifest.layers.filter(({ digest }) => ollama.library.blob(digest) === undefined);
  if (missing.length === 0) return;

  let completed = 0;
  const count = (bytes: number): void => {
    completed += bytes;
    const told = { total, ...(completed > 0 && { completed }) };
    puller.line({ status: "pulling model", digest: "sha256:model", ...told });
  };
  count(total - missing.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0));

  const stop = new AbortController();
  const gone = AbortSignal.any([puller.gone, stop.signal]);
  await doAll(missing, Math.max(1, ollama.transferStreams), stop, async ({ digest, sizeBytes }) => {
    const tensor = { digest, sizeBytes, url: urlOf(source, "blobs", digest), gone, count };
    await touching(digest, puller, downloading, () => fetchTensor(tensor, downloading));
  });
  if (puller.gone.aborted) throw new Canceled();
}
