import * as v from "valibot";
import { hostIdSchema as host, type WithoutHost } from "../hosts/host.ts";
import { digestSchema } from "../models/models-events.ts";
import { count, fact, type DataOf, type EventOf } from "../shared/described.ts";
import { isSameJson } from "../shared/same-json.ts";
import { cacheTypeSchema } from "./estimate.ts";
import { setMemorySchema } from "./set-memory.ts";

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
  /** What the setting says of the memory of this host; absent: nothing. */
  fact("fit.memory-set", { host, memory: v.exactOptional(setMemorySchema) }),
] as const;
export type FitEvent = EventOf<typeof FIT_EVENTS>;

export const fitSchema = v.object({
  /** The last one last; one for each digest and way to load it. */
  measured: v.array(measuredSchema),
  /** The memory of the host by the setting. */
  memory: v.exactOptional(setMemorySchema),
});
export type Fit = DataOf<typeof fitSchema>;

/** What is remembered is more than a person loads. */
const MOST_MEASURED = 200;

export const isSameWay = (a: Omit<Measured, "sizeBytes">, b: Omit<Measured, "sizeBytes">): boolean =>
  a.digest === b.digest &&
  a.context === b.context &&
  a.cacheType === b.cacheType &&
  a.parallel === b.parallel;

/** `undefined` if nothing is left to remember. */
export function evolveFit(fit: Fit = { measured: [] }, event: FitEvent): Fit | undefined {
  switch (event.type) {
    case "fit.measured": {
      const { measured } = event;
      const others = fit.measured.filter((one) => !isSameWay(one, measured));
      return { ...fit, measured: [...others, measured].slice(-MOST_MEASURED) };
    }
    case "fit.memory-set": {
      const { measured } = fit;
      if (event.memory) return { measured, memory: event.memory };
      return measured.length > 0 ? { measured } : undefined;
    }
  }
}

/** Whether the state still holds what the event says, so that it must be kept. */
export function isCurrentFit(fit: Fit | undefined, event: WithoutHost<FitEvent>): boolean {
  switch (event.type) {
    case "fit.measured":
      return fit?.measured.some((one) => isSameJson(one, event.measured)) ?? false;
    case "fit.memory-set":
      return event.memory !== undefined && isSameJson(fit?.memory ?? null, event.memory);
  }
}
