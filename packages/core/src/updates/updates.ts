import { accept, refuse, type Decision } from "../shared/decision.ts";
import type { Failure } from "../shared/failure.ts";
import type { Place } from "../shared/message.ts";
import type { Model } from "../models/models.ts";
import type { ModelName } from "../models/model-name.ts";
import type { PullLayer } from "../downloads/pull-progress.ts";

/** Whether an installed model is what its registry has under that name. */
export type UpdateStatus =
  | { readonly kind: "current" }
  | {
      readonly kind: "outdated";
      readonly layers: readonly PullLayer[];
      /** Those of them that Ollama does not have yet. */
      readonly missing: readonly PullLayer[];
    }
  | { readonly kind: "unknown"; readonly failure: Failure };

/** What the last check of a host has found; of a model that has changed since, it says nothing. */
export type UpdateReading = { readonly digest: string; readonly status: UpdateStatus };

/**
 * Whether the weights stay as they are, and only what stands beside them differs, such as the template: the largest layer
 * is there. That may be an update, or what somebody has made of the model here, under the same name.
 */
export function keepsWeights({ layers, missing }: Extract<UpdateStatus, { kind: "outdated" }>): boolean {
  const [largest] = layers.toSorted((a, b) => b.sizeBytes - a.sizeBytes);
  return !missing.some(({ digest }) => digest === largest?.digest);
}

/** By host and model. */
export type UpdateReadings = Readonly<Record<string, UpdateReading>>;

/** The last check: of which host, and whether it is done. */
export type UpdateCheck = {
  readonly origin: string;
  readonly isRunning: boolean;
  /** When it was begun, and in which place. */
  readonly atMs: number;
  readonly seq: number;
};

/** Asks the registries whether they have newer versions of the installed models. */
export type UpdatesCommand = { readonly type: "updates.check" };

/** A check for updates begins or ends; `origin` is the host whose models are checked. */
export type UpdatesFact =
  | { readonly type: "updates.check-requested"; readonly origin: string }
  | { readonly type: "updates.completed"; readonly origin: string };

/** What a check found out about one model. */
export type UpdatesReading = {
  readonly type: "updates.found";
  readonly origin: string;
  readonly model: ModelName;
  /** That of the installed model, for which it holds. */
  readonly digest: string;
  readonly status: UpdateStatus;
};

/** Nothing has been checked yet. */
export const initialUpdates: UpdateReadings = {};

/** The key of a model in `UpdateReadings`. */
export const updateKey = ({ origin, model }: Pick<UpdatesReading, "origin" | "model">): string =>
  `${origin} ${model}`;

/** The last check, once a fact about it has been added. */
export function evolveCheck(
  check: UpdateCheck | undefined,
  { type, origin }: UpdatesFact,
  { atMs, seq }: Place,
): UpdateCheck | undefined {
  switch (type) {
    case "updates.check-requested":
      return { origin, isRunning: true, atMs, seq };
    case "updates.completed":
      return check && { ...check, isRunning: false };
  }
}

/** What checks have found out, once another reading has been added. */
export const evolveUpdates = (updates: UpdateReadings, reading: UpdatesReading): UpdateReadings => ({
  ...updates,
  [updateKey(reading)]: { digest: reading.digest, status: reading.status },
});

/** `origin` is the host whose models are looked after, absent while it does not run. */
export function decideUpdates(
  check: UpdateCheck | undefined,
  origin: string | undefined,
): Decision<UpdatesFact> {
  if (origin === undefined) return refuse({ reason: "not-running" });
  const isChecking = check?.isRunning === true && check.origin === origin;
  return isChecking ? accept() : accept({ type: "updates.check-requested", origin });
}

/** What is known of whether a model is outdated. */
export function updateOf(
  updates: UpdateReadings,
  origin: string | undefined,
  { name, digest }: Pick<Model, "name" | "digest">,
): UpdateStatus | undefined {
  const reading = origin === undefined ? undefined : updates[updateKey({ origin, model: name })];
  return reading?.digest === digest ? reading.status : undefined;
}
