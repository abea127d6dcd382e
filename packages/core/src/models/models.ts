import * as v from "valibot";
import type { HostId, WithoutHost } from "../hosts/host.ts";
import { isRunning, type Service } from "../service/service.ts";
import { accept, refuse, type Decision, type Refusal } from "../shared/decision.ts";
import { count, type DataOf } from "../shared/described.ts";
import { failureSchema, type Failure } from "../shared/failure.ts";
import { lastResults } from "../shared/last-result.ts";
import type { Position } from "../shared/message.ts";
import { isSameJson } from "../shared/same-json.ts";
import { withCopiesInUse } from "./copies-in-use.ts";
import { detailsKey } from "./details-key.ts";
import { detailsStatusOf, evolveDetails, type AllDetails } from "./details.ts";
import { createFinder } from "./find-by-name.ts";
import { isLeftover } from "./leftover.ts";
import { withInstalledNames } from "./loaded-copies.ts";
import { isSameModel, type ModelName } from "./model-name.ts";
import type { LoadedModel, Model, ModelsEvent, Spare } from "./models-events.ts";

/** The installed models of a host, newest first, and when the list was last read. */
export type ModelList = {
  readonly models: readonly Model[];
  readonly atMs: number;
  readonly seq: number;
  /** Names of earlier lists that are not in this one; absent: none is known. */
  readonly removed?: readonly ModelName[];
  /** Whether another program has changed them since: the list is read again when it is asked for. */
  readonly isStale?: true;
};

/** The last readings of a host's models; `Models` is the part that is true now. */
export type ModelReadings = {
  /** Kept while the service is stopped, to still show the models. */
  readonly list?: ModelList;
  readonly loaded?: { readonly models: readonly LoadedModel[]; readonly seq: number };
  readonly details: AllDetails;
  /** Absent until the models folder was read, and where it is out of reach. */
  readonly spare?: Spare;
};

/** Why the last attempt to read the models failed. */
export const unreadSchema = v.object({ failure: failureSchema, seq: count });
type Unread = DataOf<typeof unreadSchema>;

export type Models = {
  /** Absent until it was read once. */
  readonly list?: ModelList;
  /** Why the list could not be refreshed. */
  readonly unread?: Failure;
  readonly loaded: readonly LoadedModel[];
  readonly details: AllDetails;
  readonly spare?: Spare;
};

/** Commands that read the lists again, or the details of a model. */
export type ModelsCommand =
  | { readonly type: "models.refresh"; readonly host: HostId }
  | { readonly type: "models.describe"; readonly host: HostId; readonly model: ModelName };

/** The events that change the readings. */
type ModelsReading = Exclude<
  ModelsEvent,
  { type: "models.refresh-requested" | "models.unread" | "models.name-freed" }
>;

export const initialModelReadings: ModelReadings = { details: {} };

const NONE: readonly Model[] = [];
const NONE_LOADED: readonly LoadedModel[] = [];

/**
 * The readings that are true now: the list; the loaded models, if they were read since the service started; and why the
 * list could not be read, if that is newer than the list.
 */
export function presentModels(service: Service, unread: Unread | undefined, readings: ModelReadings): Models {
  return lastPresent(readings, [service, unread], () => toModels(service, unread, readings));
}

/** Every row that is shown asks for it several times. */
const lastPresent = lastResults<Models>();

function toModels(
  service: Service,
  unread: Unread | undefined,
  { list, loaded, details, spare }: ModelReadings,
): Models {
  const isUnread = unread !== undefined && unread.seq > (list?.seq ?? 0);
  const isLoadedNow = loaded !== undefined && isRunning(service) && loaded.seq > service.sinceSeq;
  return {
    ...(list && { list: withModels(list, withCopiesInUse(list.models, details)) }),
    ...(isUnread && { unread: unread.failure }),
    loaded: isLoadedNow ? withInstalledNames(loaded.models, list?.models ?? NONE) : NONE_LOADED,
    details,
    ...(spare && { spare }),
  };
}

const withModels = (list: ModelList, models: readonly Model[]): ModelList =>
  models === list.models ? list : { ...list, models };

/** The installed models, newest first. */
export const installedModels = ({ list }: Models): readonly Model[] => list?.models ?? NONE;

/** The models that can be used: without converted weights that none of them has. */
export const usableModels = (models: Models): readonly Model[] =>
  installedModels(models).filter(({ name }) => !isLeftover(name));

const findInstalled = createFinder<Model>();
const findInMemory = createFinder<LoadedModel>();

/** Finds an installed model by name, ignoring case. */
export const findModel = (models: Models, name: ModelName): Model | undefined =>
  findInstalled(installedModels(models), name);

/** Finds a loaded model by name, ignoring case. */
export const findLoaded = ({ loaded }: Models, name: ModelName): LoadedModel | undefined =>
  findInMemory(loaded, name);

/** Whether an earlier list had a model that is not in the list any more. */
export const wasDeleted = ({ list }: Models, name: ModelName): boolean =>
  list?.removed?.some((one) => isSameModel(one, name)) ?? false;

/** The original that stayed when Ollama converted a model, if there is one. */
export const backupOf = ({ spare }: Models, name: ModelName): Spare["backups"][number] | undefined =>
  spare?.backups.find(({ models }) => models.some((one) => isSameModel(one, name)));

/** What deleting converted weights frees that no model has any more. */
export const leftoverBytes = ({ spare }: Models, name: ModelName): number | undefined =>
  spare?.leftovers.find(({ model }) => isSameModel(model, name))?.sizeBytes;

/** How many layers of a model are missing on the disk, as far as that is known. */
export const missingLayersOf = ({ spare }: Models, name: ModelName): number =>
  spare?.damaged?.find(({ model }) => isSameModel(model, name))?.missing ?? 0;

export function evolveModels(
  readings: ModelReadings,
  event: ModelsReading,
  { atMs, seq }: Position,
): ModelReadings {
  switch (event.type) {
    case "models.listed":
      return withList(readings, event, { atMs, seq });
    case "models.confirmed":
      return readings.list
        ? { ...readings, list: listOf(readings.list.models, readings.list.removed, { atMs, seq }) }
        : readings;
    case "models.changed-elsewhere":
      return readings.list ? { ...readings, list: { ...readings.list, isStale: true } } : readings;
    case "models.loaded":
      return { ...readings, loaded: { models: withSame(readings.loaded?.models, event.models), seq } };
    case "models.weighed":
      return { ...readings, spare: withSame(readings.spare, event.spare) };
    case "models.describe-requested":
    case "models.described":
    case "models.undescribed":
      return { ...readings, details: evolveDetails(readings.details, event, seq) };
  }
}

/** Nothing can be read while the service does not run, `whyNot`; known details are not requested again. */
export function decideModels(
  models: Models,
  whyNot: Refusal | undefined,
  command: ModelsCommand,
): Decision<WithoutHost<ModelsEvent>> {
  if (whyNot) return refuse(whyNot);
  switch (command.type) {
    case "models.refresh":
      return accept({ type: "models.refresh-requested" });
    case "models.describe": {
      const model = findModel(models, command.model);
      if (!model) return refuse({ reason: "no-such-model", model: command.model });
      const known = detailsStatusOf(models, model)?.kind;
      if (known === "asked" || known === "known") return accept();
      return accept({ type: "models.describe-requested", model: model.name, key: detailsKey(model) });
    }
  }
}

/** Keeps the objects of unchanged models, so that renderers can compare by identity. */
function withList(
  readings: ModelReadings,
  { models: listed, removed }: Extract<ModelsEvent, { type: "models.listed" }>,
  { atMs, seq }: Position,
): ModelReadings {
  const known = readings.list?.models ?? NONE;
  const byName = new Map(known.map((model) => [model.name, model]));
  const next = listed.map((model) => {
    const before = byName.get(model.name);
    return before && isSameJson(before, model) ? before : model;
  });
  const isSame = next.length === known.length && next.every((model, index) => model === known[index]);
  return { ...readings, list: listOf(isSame ? known : next, removed, { atMs, seq }) };
}

const listOf = (
  models: readonly Model[],
  removed: readonly ModelName[] | undefined,
  position: Position,
): ModelList => ({ models, ...(removed && { removed }), ...position });

/** Those deleted last: only what may still be in memory matters. */
const MOST_REMOVED = 100;

/** The names that a list had, or those before it, and the next one has not. */
export const removedSince = (before: ModelList | undefined, next: readonly Model[]): readonly ModelName[] =>
  [...(before?.removed ?? []), ...(before?.models ?? NONE).map(({ name }) => name)]
    .filter((name) => findInstalled(next, name) === undefined)
    .slice(-MOST_REMOVED);

const withSame = <Value>(before: Value | undefined, after: Value): Value =>
  before !== undefined && isSameJson(before, after) ? before : after;
