import type { Refusal } from "../shared/decision.ts";
import type { Service } from "../service/service.ts";
import { whyNotRunning } from "../service/why-not-running.ts";
import { installedModels, type Models } from "./models.ts";

type Situation = { readonly models: Models; readonly service: Service };

/** Why there is no model to choose: none is known, or Ollama does not run, or `otherwise`. */
export function whyNoModel({ models, service }: Situation, otherwise: Refusal): Refusal {
  return (
    whyNotRunning(service) ?? (installedModels(models).length === 0 ? { reason: "no-models" } : otherwise)
  );
}
