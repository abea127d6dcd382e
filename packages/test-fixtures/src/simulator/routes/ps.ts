import type { JsonObject } from "../../json.ts";
import { toGoTime } from "../go-time.ts";
import type { Handle } from "../http/router.ts";
import { toDetails } from "../model/details.ts";
import { heldBytes } from "../model/memory.ts";
import type { Ollama } from "../ollama.ts";
import type { LoadedModel } from "../runners.ts";

/** `/api/ps`: the models in memory, without those that are still loading. */
export const ps: Handle = (_request, answer, ollama) =>
  answer.json(200, { models: ollama.runners.list().map((loaded) => toItem(loaded, ollama)) });

function toItem({ model, contextLength, expiresAtMs }: LoadedModel, { has }: Ollama): JsonObject {
  const size = heldBytes(model, Math.min(contextLength, model.contextLength), has("llamaServer"));
  return {
    name: model.name,
    model: model.name,
    size,
    digest: model.digest,
    details: { ...toDetails(model), parent_model: "" },
    expires_at: toGoTime(expiresAtMs),
    size_vram: Math.round(size * model.gpuShare),
    ...(has("psContextLength") && { context_length: contextLength }),
    // The process that runs, whatever the manifest is made for.
    ...(has("manifestLists") && { runner: model.runner === "mlx" ? "mlx" : "llamacpp" }),
  };
}
