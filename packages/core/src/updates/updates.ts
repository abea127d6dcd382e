import * as v from "valibot";
import { layersSchema } from "../downloads/download-events.ts";
import { hostIdSchema as host, type HostId, type WithoutHost } from "../hosts/host.ts";
import { modelNameSchema, type ModelName } from "../models/model-name.ts";
import { digestSchema, type Model } from "../models/models-events.ts";
import { accept, refuse, type Decision } from "../shared/decision.ts";
import { count, fact, flag, kind, reading, type DataOf, type EventOf } from "../shared/described.ts";
import { failureSchema } from "../shared/failure.ts";
import type { Position } from "../shared/message.ts";

/** Whether an installed model is what its registry has under that name. */
export const updateStatusSchema = v.variant("kind", [
  kind("current", {}),
  /** `missing` are those of the layers that Ollama does not have yet. */
  kind("outdated", { layers: layersSchema, missing: layersSchema }),
  kind("unknown", { failure: failureSchema }),
]);
export type UpdateStatus = DataOf<typeof updateStatusSchema>;

/** What the last check has found; of a model that has changed since, it says nothing. */
export type UpdateReading = { readonly digest: string; readonly status: UpdateStatus };

/**
 * Whether the weights stay as they are, and only what stands beside them differs, such as the template: the largest layer
 * is there. That may be an update, or what somebody has made of the model here, under the same name.
 */
export function keepsWeights({ layers, missing }: Extract<UpdateStatus, { kind: "outdated" }>): boolean {
  const [largest] = layers.toSorted((a, b) => b.sizeBytes - a.sizeBytes);
  return !missing.some(({ digest }) => digest === largest?.digest);
}

/** By model. */
export type UpdateReadings = Readonly<Record<ModelName, UpdateReading>>;

/** The last check of a host, and whether it is done. */
export const updateCheckSchema = v.object({
  isRunning: flag,
  /** When it was begun, in time and in the order of events. */
  atMs: count,
  seq: count,
});
export type UpdateCheck = DataOf<typeof updateCheckSchema>;

/** Asks the registries whether they have newer versions of the installed models. */
export type UpdatesCommand = { readonly type: "updates.check"; readonly host: HostId };

/** A check for updates begins or ends. */
export const UPDATES_FACTS = [
  fact("updates.check-requested", { host }),
  fact("updates.completed", { host }),
] as const;
export type UpdatesFact = EventOf<typeof UPDATES_FACTS>;

/** What a check found out about one model; it holds for the digest that the model had then. */
export const UPDATES_READINGS = [
  reading("updates.found", {
    host,
    model: modelNameSchema,
    digest: digestSchema,
    status: updateStatusSchema,
  }),
] as const;
export type UpdatesReading = EventOf<typeof UPDATES_READINGS>;

/** Nothing has been checked yet. */
export const initialUpdates: UpdateReadings = {};

/** The last check, once a fact about it has been added. */
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

/** What checks have found out, once another reading has been added. */
export const evolveUpdates = (updates: UpdateReadings, reading: UpdatesReading): UpdateReadings => ({
  ...updates,
  [reading.model]: { digest: reading.digest, status: reading.status },
});

/** Checks unless a check goes on already; nothing can be compared while the service does not run. */
export function decideUpdates(
  check: UpdateCheck | undefined,
  isServiceRunning: boolean,
): Decision<WithoutHost<UpdatesFact>> {
  if (!isServiceRunning) return refuse({ reason: "not-running" });
  return check?.isRunning === true ? accept() : accept({ type: "updates.check-requested" });
}

/** What is known of whether a model is outdated. */
export function updateOf(
  updates: UpdateReadings,
  { name, digest }: Pick<Model, "name" | "digest">,
): UpdateStatus | undefined {
  const found = updates[name];
  return found?.digest === digest ? found.status : undefined;
}
