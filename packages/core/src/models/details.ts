import type { Failure } from "../shared/failure.ts";
import { digestsOf } from "./copies.ts";
import { detailsKey } from "./details-key.ts";
import type { Model, ModelDetails, ModelsEvent } from "./models-events.ts";

/** Whether the details of a model were requested, are known, or could not be read. */
export type DetailsStatus =
  | { readonly kind: "asked" }
  /** `seq` is the number of that reading. */
  | { readonly kind: "known"; readonly details: ModelDetails; readonly seq: number }
  | { readonly kind: "failed"; readonly failure: Failure };

/** By `detailsKey`. */
export type AllDetails = Readonly<Record<string, DetailsStatus>>;
type WithDetails = { readonly details: AllDetails; readonly list?: { readonly seq: number } };
type Described = Pick<Model, "name" | "digest" | "copies">;

/** What is known of a model's details; `undefined` if they were not requested. */
export function detailsStatusOf({ details, list }: WithDetails, model: Described): DetailsStatus | undefined {
  const own = details[detailsKey(model)];
  if (own && !isOutlived(own, model, list?.seq ?? 0)) return own;
  // They may have been requested for another copy, before it was known which one Ollama uses.
  return detailsKeys(model)
    .map((key) => details[key])
    .find((status) => status?.kind === "known" && status.details.copyInUse === model.digest);
}

/** What the details of a model may be stored by: they are requested for one of its copies. */
export const detailsKeys = (model: Described): readonly string[] =>
  digestsOf(model).map((digest) => detailsKey({ name: model.name, digest }));

/** Whether details are those of a copy that is gone by now, so that Ollama uses another one. */
const isOutlived = (status: DetailsStatus, model: Described, listedSeq: number): boolean =>
  status.kind === "known" &&
  status.details.copyInUse !== undefined &&
  listedSeq > status.seq &&
  !digestsOf(model).includes(status.details.copyInUse);

/** The details of a model, if known. */
export function detailsOf(models: WithDetails, model: Described): ModelDetails | undefined {
  const status = detailsStatusOf(models, model);
  return status?.kind === "known" ? status.details : undefined;
}

/** The longest context of a model, which the list tells, or else its details. */
export const contextLengthOf = (
  model: Pick<Model, "contextLength">,
  details: Pick<ModelDetails, "contextLength"> | undefined,
): number | undefined => model.contextLength ?? details?.contextLength;

/** What a model can do, which the list tells, or else its details; `undefined` if neither does. */
export const capabilitiesOf = (
  model: Pick<Model, "capabilities">,
  details: Pick<ModelDetails, "capabilities"> | undefined,
): readonly string[] | undefined => model.capabilities ?? details?.capabilities;

/** The blob files that Modelfiles name: they show where the models folder is (docs/ollama.md §1.3). */
export const namedBlobs = ({ details }: WithDetails): readonly string[] =>
  Object.values(details).flatMap((status) => {
    const file =
      status.kind === "known" ? /^FROM (.*sha256-[0-9a-f]{64})\s*$/m.exec(status.details.modelfile) : null;
    return file?.[1] === undefined ? [] : [file[1].trim()];
  });

const WEIGHTS = /^FROM .*[/\\]blobs[/\\]sha256-([0-9a-f]{64})\s*$/m;

/** The digest of the layer that holds a model's weights: its Modelfile names the file (docs/ollama.md §1.3). */
export function weightsOf({ modelfile }: Pick<ModelDetails, "modelfile">): string | undefined {
  const [, hex] = WEIGHTS.exec(modelfile) ?? [];
  return hex && `sha256:${hex}`;
}

type DetailsEvent = Extract<
  ModelsEvent,
  { type: "models.describe-requested" | "models.described" | "models.undescribed" }
>;

export function evolveDetails(all: AllDetails, event: DetailsEvent, seq: number): AllDetails {
  const { key } = event;
  switch (event.type) {
    case "models.describe-requested":
      return { ...all, [key]: { kind: "asked" } };
    case "models.described":
      return { ...all, [key]: { kind: "known", details: event.details, seq } };
    case "models.undescribed":
      return { ...all, [key]: { kind: "failed", failure: event.failure } };
  }
}
