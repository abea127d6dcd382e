import * as v from "valibot";
import { hostIdSchema as host } from "../hosts/host.ts";
import { digestSchema } from "../models/models-events.ts";
import { count, fact, type DataOf, type EventOf } from "../shared/described.ts";
import { isSameJson } from "../shared/same-json.ts";
import { cacheTypeSchema } from "./estimate.ts";

const measuredSchema = v.object({
  /** Of the model's manifest. */
  digest: digestSchema,
  context: count,
  cacheType: cacheTypeSchema,
  parallel: count,
  sizeBytes: count,
  /** The part of `sizeBytes` on the GPU, as far as it was told. */
  vramBytes: v.exactOptional(count),
});
/** What a model took when it was loaded. */
export type Measured = DataOf<typeof measuredSchema>;

export const FIT_EVENTS = [
  /** Ollama has loaded a model, and told what it takes. */
  fact("fit.measured", { host, measured: measuredSchema }),
] as const;
export type FitEvent = EventOf<typeof FIT_EVENTS>;

export const fitSchema = v.object({
  /** The last one last; one for each digest and way to load it. */
  measured: v.array(measuredSchema),
});
export type Fit = DataOf<typeof fitSchema>;

/** What is remembered is more than a person loads. */
const MOST_MEASURED = 200;

export const isSameWay = (a: Omit<Measured, "sizeBytes">, b: Omit<Measured, "sizeBytes">): boolean =>
  a.digest === b.digest &&
  a.context === b.context &&
  a.cacheType === b.cacheType &&
  a.parallel === b.parallel;

export function evolveFit(fit: Fit | undefined, { measured }: FitEvent): Fit {
  const others = (fit?.measured ?? []).filter((one) => !isSameWay(one, measured));
  return { measured: [...others, measured].slice(-MOST_MEASURED) };
}

/** Whether this is what is remembered of its model and way. */
export const isRemembered = (fit: Fit | undefined, { measured }: Pick<FitEvent, "measured">): boolean =>
  fit?.measured.some((one) => isSameJson(one, measured)) ?? false;
