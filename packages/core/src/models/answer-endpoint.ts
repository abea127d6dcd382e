import type { AnswerEndpoint } from "../api-test/api-test.ts";
import type { LoadedModel, Model, ModelDetails } from "./models-events.ts";
import { isSameModel } from "./model-name.ts";

/**
 * Whether a model makes vectors and nothing else; it then refuses `/api/generate` (recording `generate-on-embedder`).
 * `undefined` where its details are needed to tell: before Ollama 0.30 the list does not say what a model can do.
 */
export function isEmbedder(model: Model, details: ModelDetails | undefined): boolean | undefined {
  const capabilities = model.capabilities ?? details?.capabilities;
  if (capabilities) return capabilities.includes("embedding") && !capabilities.includes("completion");
  return details && /bert/.test(model.family); // before 0.6.4 Ollama does not tell capabilities
}

/** The endpoint that loads a model without asking it anything. */
export const loadEndpointOf = (model: Model, details: ModelDetails | undefined): AnswerEndpoint =>
  isEmbedder(model, details) ? "/api/embed" : "/api/generate";

/** The endpoint at which a model answers: a model without a chat template can only complete a text. */
export function answerEndpointOf(model: Model, details: ModelDetails): AnswerEndpoint {
  if (isEmbedder(model, details)) return "/api/embed";
  const capabilities = model.capabilities ?? details.capabilities;
  const isBare =
    details.template.trim() === "{{ .Prompt }}" || capabilities?.includes("completion") === false;
  return isBare ? "/api/generate" : "/api/chat";
}

/**
 * The model that answers soonest: one that generates text before an embedder, then a loaded one, then the smallest.
 * Never a cloud model.
 */
export function quickestModel(models: readonly Model[], loaded: readonly LoadedModel[]): Model | undefined {
  const local = models.filter(({ remoteHost }) => remoteHost === undefined);
  const isLoaded = ({ name }: Model): boolean => loaded.some((one) => isSameModel(one.name, name));
  const isSilent = (model: Model): boolean => isEmbedder(model, undefined) ?? /bert/.test(model.family);
  const rank = (model: Model): number => (isSilent(model) ? 2 : 0) + (isLoaded(model) ? 0 : 1);
  return local.toSorted((a, b) => rank(a) - rank(b) || a.sizeBytes - b.sizeBytes)[0];
}
