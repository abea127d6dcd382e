import { isSameJson } from "../shared/same-json.ts";
import type { Copy, Model } from "../models/models-events.ts";
import type { UpdateReading, UpdateStatus } from "./updates.ts";

/** What a registry has instead of an installed model, and for which runner if it tells. */
export type Update = { readonly status: UpdateStatus; readonly runner?: string };

type Difference = {
  readonly model: Model;
  readonly update: Update;
  /** The digests that the registry has under that name. */
  readonly offered: readonly string[];
  /** The last result for that model. */
  readonly last: UpdateReading | undefined;
};

/** The copy of a model that a conversion leaves as it is: it can be compared with a registry. */
export const originalOf = (model: Model): Copy | undefined =>
  [model, ...(model.copies ?? [])].find(({ runner }) => runner === "ggml");

/**
 * What a difference from the registry means. A conversion changes digest and weights of a model, and its original may be
 * gone (docs/ollama.md §8.6). If that were an update, the update would be converted again, without end. So a model that
 * may have been converted is only outdated if its registry has changed since the last check.
 */
export function statusOfDifference({ model, update, offered, last }: Difference): UpdateStatus {
  const isForSameRunner = update.runner !== undefined && update.runner === model.runner;
  if (isForSameRunner || originalOf(model)) return update.status;
  if (last?.offered === undefined) return mayBeConvertedSince(model, last) ? NOT_COMPARABLE : update.status;
  return isSameJson(last.offered, offered) ? statusOfSameOffer(model, update, last) : update.status;
}

/** For a result of an older history, which does not tell what the registry had. */
const mayBeConvertedSince = (model: Model, last: UpdateReading | undefined): boolean =>
  model.isConverted === true ||
  (last?.status.kind === "current" && last.digest !== model.digest && model.runner === "llamacpp");

const NOT_COMPARABLE: UpdateStatus = { kind: "unknown", failure: { kind: "converted" } };

/** Only the model may have changed since the last check: it was converted, updated, or replaced here. */
function statusOfSameOffer(model: Model, update: Update, { digest, status }: UpdateReading): UpdateStatus {
  const isUnchanged = digest === model.digest;
  // Later versions of Ollama only show that a model has another digest, and the runner that converted models need.
  const mayBeConverted = model.isConverted === true || model.runner === "llamacpp";
  if (!isUnchanged && !mayBeConverted) return update.status;
  switch (status.kind) {
    case "current":
      return status;
    case "outdated":
      return isUnchanged ? update.status : NOT_COMPARABLE;
    case "unknown":
      return model.isConverted || status.failure.kind === "converted" ? NOT_COMPARABLE : update.status;
  }
}
