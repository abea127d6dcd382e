import * as v from "valibot";
import { layersSchema } from "../downloads/download-events.ts";
import { hostIdSchema as host, type HostId, type WithoutHost } from "../hosts/host.ts";
import { modelNameSchema, type ModelName } from "../models/model-name.ts";
import { digestSchema, type Model } from "../models/models-events.ts";
import { accept, refuse, type Decision, type Refusal } from "../shared/decision.ts";
import { count, fact, flag, kind, reading, type DataOf, type EventOf } from "../shared/described.ts";
import { failureSchema } from "../shared/failure.ts";
import type { Position } from "../shared/message.ts";

/** Whether an installed model is the one that its registry has under that name. */
const updateStatusSchema = v.variant("kind", [
  kind("current", {}),
  /** `missing`: the layers that Ollama does not have yet. */
  kind("outdated", { layers: layersSchema, missing: layersSchema }),
  kind("unknown", { failure: failureSchema }),
]);
export type UpdateStatus = DataOf<typeof updateStatusSchema>;

/** The last result for a model; it only applies to the digest that was checked. */
export type UpdateReading = {
  readonly digest: string;
  readonly status: UpdateStatus;
  /** The digests that the registry had under that name; absent if it did not tell, and in older histories. */
  readonly offered?: readonly string[];
};

/**
 * Whether the weights are unchanged and only other layers differ, such as the template: the largest layer is present.
 * That may be an update, or a local change of the model under the same name.
 */
export function keepsWeights({ layers, missing }: Extract<UpdateStatus, { kind: "outdated" }>): boolean {
  const [largest] = layers.toSorted((a, b) => b.sizeBytes - a.sizeBytes);
  return !missing.some(({ digest }) => digest === largest?.digest);
}

/** By model. */
export type UpdateReadings = Readonly<Record<ModelName, UpdateReading>>;

/** The last check of a host. */
export const updateCheckSchema = v.object({
  isRunning: flag,
  /** When it began, as time and as sequence number. */
  atMs: count,
  seq: count,
});
type UpdateCheck = DataOf<typeof updateCheckSchema>;

export type UpdatesCommand = { readonly type: "updates.check"; readonly host: HostId };

export const UPDATES_FACTS = [
  fact("updates.check-requested", { host }),
  fact("updates.completed", { host }),
] as const;
export type UpdatesFact = EventOf<typeof UPDATES_FACTS>;

/** The result for one model; it applies to the digest that the model had at that time. */
export const UPDATES_READINGS = [
  reading("updates.found", {
    host,
    model: modelNameSchema,
    digest: digestSchema,
    status: updateStatusSchema,
    offered: v.exactOptional(v.array(digestSchema)),
  }),
] as const;
export type UpdatesReading = EventOf<typeof UPDATES_READINGS>;

export const initialUpdates: UpdateReadings = {};

export function evolveCheck(
  check: UpdateCheck | undefined,
  { type }: UpdatesFact,
  { atMs, seq }: Position,
): UpdateCheck | undefined {
  switch (type) {
    case "updates.check-requested":
      return { isRunning: true, atMs, seq };
    case "updates.completed":
      return check && { ...check, isRunning: false };
  }
}

export const evolveUpdates = (
  updates: UpdateReadings,
  { model, digest, status, offered }: UpdatesReading,
): UpdateReadings => ({ ...updates, [model]: { digest, status, ...(offered && { offered }) } });

/** Starts a check unless one is running; nothing can be compared while the service does not run, `whyNot`. */
export function decideUpdates(
  check: UpdateCheck | undefined,
  whyNot: Refusal | undefined,
): Decision<WithoutHost<UpdatesFact>> {
  if (whyNot) return refuse(whyNot);
  return check?.isRunning === true ? accept() : accept({ type: "updates.check-requested" });
}

/** The last result for a model, if it still applies. */
export function updateOf(
  updates: UpdateReadings,
  { name, digest }: Pick<Model, "name" | "digest">,
): UpdateStatus | undefined {
  const found = updates[name];
  return found?.digest === digest ? found.status : undefined;
}
