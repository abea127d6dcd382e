import type { AnswerEndpoint } from "../api-test/api-test.ts";
import { answerEndpointOf, isEmbedder, onlyDecides } from "../models/answer-endpoint.ts";
import { capabilitiesOf } from "../models/details.ts";
import type { Model, ModelDetails } from "../models/models-events.ts";

/** What a model needs that cannot be given here. */
export type Untriable = "decides" | "makes-images" | "hears" | "does-neither";

/** How a model is tried: by an endpoint, or not at all. */
export type Trial =
  | { readonly kind: "asked"; readonly endpoint: AnswerEndpoint }
  | { readonly kind: "untriable"; readonly why: Untriable };

type WritingEndpoint = Exclude<AnswerEndpoint, "/api/embed">;

/** Only models that write text or make vectors have one of these; a server like Ollama may list one alone. */
const OF_TEXT: ReadonlySet<string> = new Set([
  "completion",
  "embedding",
  "insert",
  "thinking",
  "tools",
  "vision",
]);

/** Where a model writes an answer, if it does. */
export const writingEndpoint = (trial: Trial | undefined): WritingEndpoint | undefined =>
  trial?.kind === "asked" && trial.endpoint !== "/api/embed" ? trial.endpoint : undefined;

/** The endpoint to try a model at. Without its details, a text model is asked by its chat template. */
export function trialOf(model: Model, details: ModelDetails | undefined): Trial {
  const capabilities = capabilitiesOf(model, details);
  const can = (what: string): boolean => capabilities?.includes(what) === true;
  if (onlyDecides(model, details)) return { kind: "untriable", why: "decides" };
  if (!can("completion") && !can("embedding")) {
    if (can("image")) return { kind: "untriable", why: "makes-images" };
    if (can("audio")) return { kind: "untriable", why: "hears" };
  }
  const isOfText =
    capabilities === undefined || capabilities.length === 0 || capabilities.some((one) => OF_TEXT.has(one));
  if (!isOfText) return { kind: "untriable", why: "does-neither" };
  if (details) return { kind: "asked", endpoint: answerEndpointOf(model, details) };
  return { kind: "asked", endpoint: isEmbedder(model, undefined) === true ? "/api/embed" : "/api/chat" };
}
