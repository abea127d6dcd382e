import type { AnswerEndpoint } from "../api-test/api-test.ts";
import { capabilitiesOf } from "./details.ts";
import type { LoadedModel, Model, ModelDetails } from "./models-events.ts";
import { isLeftover } from "./leftover.ts";
import { isSameModel } from "./model-name.ts";

/**
 * Whether a model only creates embeddings; it then rejects `/api/generate` (recording `generate-on-embedder`).
 * `undefined` if its details are needed: before Ollama 0.30 the list does not report capabilities.
 */
export function isEmbedder(model: Model, details: ModelDetails | undefined): boolean | undefined {
  const capabilities = capabilitiesOf(model, details);
  if (capabilities) return capabilities.includes("embedding") && !capabilities.includes("completion");
  return details && /bert/.test(model.family); // Ollama before 0.6.4 does not report capabilities
}

/**
 * Whether a model only decides: it answers at `/v1/systemone` alone, with probabilities (Ollama 0.35). Capabilities are
 * reported by every version that runs such models.
 */
export function onlyDecides(model: Model, details?: ModelDetails): boolean {
  const capabilities = capabilitiesOf(model, details);
  const answers = capabilities?.some((one) => one === "completion" || one === "embedding");
  return capabilities?.includes("decision") === true && !answers;
}

/** The endpoint that loads a model without a prompt. */
export const loadEndpointOf = (model: Model, details: ModelDetails | undefined): AnswerEndpoint =>
  isEmbedder(model, details) ? "/api/embed" : "/api/generate";

/** The endpoint to ask a model: without a chat template it can only complete a text. */
export function answerEndpointOf(model: Model, details: ModelDetails): AnswerEndpoint {
  if (isEmbedder(model, details)) return "/api/embed";
  const capabilities = capabilitiesOf(model, details);
  const isBare =
    details.template.trim() === "{{ .Prompt }}" || capabilities?.includes("completion") === false;
  return isBare ? "/api/generate" : "/api/chat";
}

/**
 * The model that should answer first: prefers text models to embedders, and these to models that only decide, then
 * loaded ones, then smaller ones. Never a cloud model.
 */
export function quickestModel(models: readonly Model[], loaded: readonly LoadedModel[]): Model | undefined {
  const local = models.filter(({ name, remoteHost }) => remoteHost === undefined && !isLeftover(name));
  const isLoaded = ({ name }: Model): boolean => loaded.some((one) => isSameModel(one.name, name));
  const isEmbedding = (model: Model): boolean => isEmbedder(model, undefined) ?? /bert/.test(model.family);
  const rank = (model: Model): number =>
    (onlyDecides(model) ? 4 : isEmbedding(model) ? 2 : 0) + (isLoaded(model) ? 0 : 1);
  return local.toSorted((a, b) => rank(a) - rank(b) || a.sizeBytes - b.sizeBytes)[0];
}
