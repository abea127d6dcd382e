import type { JsonObject } from "../../json.ts";
import { toGoTime } from "../go-time.ts";
import type { Handle } from "../http/router.ts";
import type { InstalledModel } from "../library.ts";
import { toDetails, toRemote } from "../model/details.ts";
import type { Ollama } from "../ollama.ts";

/** `/api/tags`: the installed models. */
export const tags: Handle = (_request, answer, ollama) =>
  answer.json(200, { models: ollama.library.list().map((model) => toItem(model, ollama)) });

function toItem(model: InstalledModel, { has }: Ollama): JsonObject {
  const dimensions =
    model.format === "safetensors" && has("manifestLists")
      ? {}
      : { context_length: model.contextLength, embedding_length: model.embeddingLength };
  const details = has("tagsDetails")
    ? { ...toDetails(model), ...dimensions, ...(has("manifestLists") && { runner: model.runner ?? "ggml" }) }
    : { ...toDetails(model), parent_model: "" };
  return {
    name: model.name,
    model: model.name,
    ...(has("remotes") && toRemote(model)),
    modified_at: toGoTime(model.modifiedAtMs),
    size: model.sizeBytes,
    digest: model.digest,
    details,
    ...(has("tagsDetails") && { capabilities: model.capabilities }),
  };
}
