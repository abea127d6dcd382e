import { Refusal } from "./http/refusal.ts";
import type { InstalledModel } from "./library.ts";
import type { Ollama } from "./ollama.ts";

/** The error for a file that is shorter than its header says. */
export const TRUNCATED = 'tensor "blk.0.attn_k.weight" offset+size (1080448) exceeds file size (1048576)';

/** Refuses to load a damaged model, with the error text of this version. */
export function refuseDamaged(
  model: InstalledModel,
  requestedName: string,
  { has, modelsPath }: Ollama,
): void {
  if (model.damage === "file-missing") {
    throw has("llamaServer") && !has("manifestLists")
      ? new Refusal(404, `model ${JSON.stringify(requestedName)} not found, try pulling it first`)
      : new Refusal(400, `${JSON.stringify(requestedName)} does not support generate`);
  }
  if (model.damage !== "file-truncated") return;
  const digest = model.layers.find((layer) => layer.kind === "model")?.digest.replace(":", "-") ?? "";
  throw new Refusal(
    500,
    has("checksFiles") ? TRUNCATED : `unable to load model: ${modelsPath}/blobs/${digest}`,
  );
}
