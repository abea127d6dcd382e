import type { Model, ModelDetails } from "../models/models-events.ts";
import { estimate, totalOf, type LoadPlan, type Parts } from "./estimate.ts";
import type { Fit, Measured } from "./fit-events.ts";
import type { ShapelessReason } from "./model-shape.ts";

export type UnknownReason = ShapelessReason | "cloud" | "mlx" | "no-details" | "older-ollama";

/** What a model will take. */
export type Forecast =
  /** `difference` is what the last load took beyond the estimate; that is in `buffers`. */
  | { readonly kind: "estimated"; readonly parts: Parts; readonly difference?: Difference }
  /** It took this when it was loaded in this way; what of it is what is not known. */
  | { readonly kind: "measured"; readonly sizeBytes: number }
  | { readonly kind: "unknown"; readonly because: UnknownReason };

export type Difference = { readonly bytes: number; readonly share: number };

type Subject = {
  readonly model: Pick<Model, "digest" | "sizeBytes" | "format" | "runner" | "remoteHost">;
  readonly details: ModelDetails | undefined;
  readonly fit: Fit | undefined;
};

/** What a model will take if it is loaded like this: by its shape and the last load, else as it was measured. */
export function forecast({ model, details, fit }: Subject, plan: LoadPlan): Forecast {
  const measured = (fit?.measured ?? []).filter(({ digest }) => digest === model.digest);
  const because = reasonOf(model, details);
  const shape = details?.shape;
  if (because === undefined && shape?.kind === "plain") {
    const parts = estimate(shape, model.sizeBytes, plan);
    if (parts) {
      const last = measured.findLast((one) => isLike(one, plan));
      const then = last && estimate(shape, model.sizeBytes, { ...plan, context: last.context });
      return withDifference(parts, last, then);
    }
  }
  const exact = measured.findLast((one) => isLike(one, plan) && one.context === plan.context);
  if (exact) return { kind: "measured", sizeBytes: exact.sizeBytes };
  return { kind: "unknown", because: because ?? "older-ollama" };
}

const isLike = (one: Measured, { cacheType, parallel }: LoadPlan): boolean =>
  one.cacheType === cacheType && one.parallel === parallel;

/** What was taken beyond the estimate will be taken again, at any context. */
function withDifference(parts: Parts, last: Measured | undefined, then: Parts | undefined): Forecast {
  if (!last || !then) return { kind: "estimated", parts };
  const bytes = last.sizeBytes - totalOf(then);
  return {
    kind: "estimated",
    parts: { ...parts, buffers: Math.max(0, parts.buffers + bytes) },
    difference: { bytes, share: bytes / totalOf(then) },
  };
}

function reasonOf(model: Subject["model"], details: ModelDetails | undefined): UnknownReason | undefined {
  if (model.remoteHost !== undefined) return "cloud";
  if (model.runner === "mlx" || (model.format !== "" && model.format !== "gguf")) return "mlx";
  if (!details?.shape) return "no-details";
  return details.shape.kind === "unknown" ? details.shape.because : undefined;
}
