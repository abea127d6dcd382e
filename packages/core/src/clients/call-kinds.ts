import * as v from "valibot";
import type { AnswerEndpoint } from "../api-test/api-test.ts";
import { capabilitiesOf, detailsOf } from "../models/details.ts";
import type { Model } from "../models/models-events.ts";
import type { Models } from "../models/models.ts";
import type { Service } from "../service/service.ts";
import { isOlderThan } from "../service/versions.ts";
import type { DataOf } from "../shared/described.ts";
import { trialOf, type Untriable } from "../tries/whether-tried.ts";

/** What a model can be called for. */
export const callKindSchema = v.picklist(["chat", "generate", "vision", "tools", "embed"]);
export type CallKind = DataOf<typeof callKindSchema>;

/** The APIs that Ollama has. */
export const dialectSchema = v.picklist(["ollama", "openai", "anthropic"]);
export type Dialect = DataOf<typeof dialectSchema>;

/** Ollama has Anthropic's API since this version (docs/ollama.md §1.1). */
const ANTHROPIC_SINCE = "0.14.0";

/** Also while it does not run: what can be called then stays in its place. One that was never seen is a newer one. */
export function speaksAnthropic({ situation, lastVersion }: Service): boolean {
  const version = situation.kind === "running" ? situation.version : lastVersion;
  return version === undefined || !isOlderThan(version, ANTHROPIC_SINCE);
}

/** What a model can be called for, or why it cannot be called with words. */
export function callKindsOf(models: Models, model: Model): readonly CallKind[] | Untriable {
  const details = detailsOf(models, model);
  const trial = trialOf(model, details);
  if (trial.kind === "untriable") return trial.why;
  const capabilities = capabilitiesOf(model, details) ?? [];
  const talks = trial.endpoint === "/api/chat";
  return [
    KIND_AT[trial.endpoint],
    ...(talks && capabilities.includes("vision") ? (["vision"] as const) : []),
    ...(talks && capabilities.includes("tools") ? (["tools"] as const) : []),
  ];
}

const KIND_AT = {
  "/api/chat": "chat",
  "/api/generate": "generate",
  "/api/embed": "embed",
} as const satisfies Record<AnswerEndpoint, CallKind>;
