import type { ModelName } from "../models/model-name.ts";
import type { Run } from "./run.ts";
import type { Ran } from "./try-events.ts";

/** What is kept of a run; nothing if it did not end well, or Ollama told no figures. */
export function ranOf(model: ModelName, run: Run, cpuShare?: number): Ran | undefined {
  const { situation, askedAtMs, firstAtMs, figures, vector } = run;
  if (situation.kind !== "done" || Object.keys(figures).length === 0) return undefined;
  return {
    model,
    askedAtMs,
    ...(firstAtMs !== undefined && !vector && { firstMs: Math.max(0, firstAtMs - askedAtMs) }),
    ...figures,
    ...(cpuShare !== undefined && { cpuShare }),
  };
}
