import type { Refusal } from "../shared/decision.ts";
import { isRunning, type Service } from "../service/service.ts";
import { installedModels, type Models } from "./models.ts";

type Situation = { readonly models: Models; readonly service: Service };

/** Why there is no model to choose: none is known, or Ollama does not run, or `otherwise`. */
export function whyNoModel({ models, service }: Situation, otherwise: Refusal): Refusal {
  if (!isRunning(service)) return { reason: "not-running" };
  return installedModels(models).length === 0 ? { reason: "no-models" } : otherwise;
}
