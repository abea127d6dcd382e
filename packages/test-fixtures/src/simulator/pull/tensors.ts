import { runInParallel } from "./run-in-parallel.ts";
import type { Puller } from "./downloads.ts";
import { Canceled } from "./errors.ts";
import { urlOf, type Manifest, type Source } from "./manifest.ts";
import { fetchTensor } from "./tensor-fetch.ts";
import { trackLayerUse } from "./layer-uses.ts";
import type { Ollama } from "../ollama.ts";

/**
 * Downloads a safetensors model (x/transfer): all layers in parallel, reported as one layer with the fake digest
 * `sha256:model`, with one line for every 32 kB. Pulls share nothing.
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
  const { downloadContext } = ollama.process;
  const total = manifest.layers.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const missing = manifest.layers.filter(({ digest }) => ollama.library.blob(digest) === undefined);
  if (missing.length === 0) return;

  let completed = 0;
  const count = (bytes: number): void => {
    completed += bytes;
    const progress = { total, ...(completed > 0 && { completed }) };
    puller.line({ status: "pulling model", digest: "sha256:model", ...progress });
  };
  count(total - missing.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0));

  const controller = new AbortController();
  const signal = AbortSignal.any([puller.signal, controller.signal]);
  const limit = Math.max(1, ollama.transferStreams);
  await runInParallel(missing, { limit, controller }, async ({ digest, sizeBytes }) => {
    const tensor = { digest, sizeBytes, url: urlOf(source, "blobs", digest), signal, count };
    await trackLayerUse(digest, puller, downloadContext, () => fetchTensor(tensor, downloadContext));
  });
  if (puller.signal.aborted) throw new Canceled();
}
