import * as v from "valibot";
import { hostIdSchema as host, type HostId, type WithoutHost } from "../hosts/host.ts";
import { accept, refuse, type Decision } from "../shared/decision.ts";
import { count, fact, type DataOf, type EventOf } from "../shared/described.ts";
import { isSameJson } from "../shared/same-json.ts";
import { isLeftover } from "./leftover.ts";
import { isSameModel, modelNameSchema as model, type ModelName } from "./model-name.ts";
import { findModel, type Models } from "./models.ts";

/** How long an idle model stays loaded; "forever": until it is unloaded. */
export const KEEP_TIMES = ["5m", "30m", "1h", "8h", "forever"] as const;
export const keepTimeSchema = v.picklist(KEEP_TIMES);
export type KeepTime = v.InferOutput<typeof keepTimeSchema>;

/** How a person wants a model to be loaded. What is absent is left to Ollama. */
export const loadSettingsSchema = v.object({
  /** In tokens. */
  context: v.exactOptional(count),
  /** How many of its layers are on the GPU, as far as it has so many. */
  gpuLayers: v.exactOptional(count),
  keep: v.exactOptional(keepTimeSchema),
});
export type LoadSettings = DataOf<typeof loadSettingsSchema>;

export const LOADING_EVENTS = [
  /** Empty settings: the model is loaded as Ollama does. */
  fact("loading.chosen", { host, model, settings: loadSettingsSchema }),
] as const;
export type LoadingEvent = EventOf<typeof LOADING_EVENTS>;

/** Those of the models that have settings, the last one chosen last. */
export const allLoadSettingsSchema = v.array(v.object({ model, settings: loadSettingsSchema }));
export type AllLoadSettings = DataOf<typeof allLoadSettingsSchema>;

export type LoadingCommand = {
  readonly type: "loading.choose";
  readonly host: HostId;
  readonly model: ModelName;
  readonly settings: LoadSettings;
};

const NONE: AllLoadSettings = [];
const OLLAMAS_OWN: LoadSettings = {};
/** What is remembered is more than a person sets. */
const MOST_REMEMBERED = 500;

/** How a model is to be loaded. */
export const loadSettingsOf = (all: AllLoadSettings = NONE, name: ModelName): LoadSettings =>
  all.find((one) => isSameModel(one.model, name))?.settings ?? OLLAMAS_OWN;

/** Reads how a model is to be loaded now. */
export const loadSettingsReader =
  (facts: () => { readonly loadSettings?: AllLoadSettings }) =>
  (name: ModelName): LoadSettings =>
    loadSettingsOf(facts().loadSettings, name);

export function evolveLoadSettings(
  all: AllLoadSettings = NONE,
  { model: name, settings }: LoadingEvent,
): AllLoadSettings {
  const others = all.filter((one) => !isSameModel(one.model, name));
  const isOwn = isSameJson(settings, OLLAMAS_OWN);
  return isOwn ? others : [...others, { model: name, settings }].slice(-MOST_REMEMBERED);
}

/** Whether the state still holds what the event says, so that it must be kept. */
export const isCurrentLoading = (all: AllLoadSettings | undefined, event: LoadingEvent): boolean =>
  all?.some((one) => isSameModel(one.model, event.model) && isSameJson(one.settings, event.settings)) ??
  false;

type LoadingSituation = { readonly models: Models; readonly all: AllLoadSettings | undefined };

export function decideLoading(
  { models, all }: LoadingSituation,
  { model: name, settings }: LoadingCommand,
): Decision<WithoutHost<LoadingEvent>> {
  const found = findModel(models, name);
  if (!found) return refuse({ reason: "no-such-model", model: name });
  if (isLeftover(name)) return refuse({ reason: "leftover", model: name });
  if (found.remoteHost !== undefined) return refuse({ reason: "cloud-model", model: name });
  if (isSameJson(settings, loadSettingsOf(all, name))) return accept();
  return accept({ type: "loading.chosen", model: found.name, settings });
}
