import { accept, refuse, type Decision } from "../shared/decision.ts";
import { originOf } from "../hosts/endpoint.ts";
import type { Failure } from "../shared/failure.ts";
import { createFinder } from "./find-by-name.ts";
import type { Place } from "../shared/message.ts";
import type { ModelName } from "./model-name.ts";
import { isSameJson } from "../shared/same-json.ts";
import { isRunning, type Service } from "../service/service.ts";

/** What a model can do, in Ollama's words; a newer Ollama may know more of them. */
export type Capability = string;

/** One installed model, as `GET /api/tags` lists it (docs/ollama.md §1.2). */
export type Model = {
  readonly name: ModelName;
  /** Bare hex sha256 of the manifest. */
  readonly digest: string;
  /** Sum of all layers, those that other models share included. */
  readonly sizeBytes: number;
  readonly modifiedAtMs: number;
  readonly format: string;
  readonly family: string;
  readonly parameterSize: string;
  readonly quantization: string;
  /** The most the model can take, in tokens; told since Ollama 0.30. */
  readonly contextLength?: number;
  /** Told by the list since Ollama 0.30. */
  readonly capabilities?: readonly Capability[];
  /** The host that really runs a cloud model; such a one has no bytes here. */
  readonly remoteHost?: string;
};

/** One model in memory, as `GET /api/ps` lists it (docs/ollama.md §1.4). */
export type LoadedModel = {
  readonly name: ModelName;
  /** All memory held. */
  readonly sizeBytes: number;
  /** The part of it on the GPU. */
  readonly vramBytes: number;
  /** Allocated, in tokens; told since Ollama 0.10. */
  readonly contextLength?: number;
  /** When it will be unloaded; far in the future where it was told to stay. */
  readonly expiresAtMs: number;
};

/** What only `POST /api/show` tells of a model. Texts are foreign and may be long. */
export type ModelDetails = {
  readonly capabilities?: readonly Capability[];
  readonly contextLength?: number;
  readonly embeddingLength?: number;
  readonly parameterCount?: number;
  readonly architecture?: string;
  readonly requires?: string;
  readonly license: string;
  readonly system: string;
  readonly template: string;
  readonly parameters: string;
  readonly modelfile: string;
};

/** Details by manifest digest: on their way, here, or why not. */
export type DetailsStatus =
  | { readonly kind: "asked" }
  | { readonly kind: "known"; readonly details: ModelDetails }
  | { readonly kind: "failed"; readonly failure: Failure };

/** What one host had installed, newest model first, and when it last said so. */
export type ModelList = { readonly models: readonly Model[]; readonly atMs: number; readonly seq: number };

/** What was last read of models, by host or digest; `Models` is the part of it that is true now. */
export type ModelReadings = {
  /** By host (`originOf` its endpoint), so that a stopped service still shows its models. */
  readonly lists: Readonly<Record<string, ModelList>>;
  readonly loaded?: { readonly models: readonly LoadedModel[]; readonly seq: number };
  /** By manifest digest. */
  readonly details: Readonly<Record<string, DetailsStatus>>;
};

/** Why the models could not be read when they were last asked for. */
export type Unread = { readonly failure: Failure; readonly seq: number };

/** The models of the service that is looked after now, as far as they are known. */
export type Models = {
  /** Absent until there was one. */
  readonly list?: ModelList;
  /** Why the list is older than it should be. */
  readonly unread?: Failure;
  readonly loaded: readonly LoadedModel[];
  readonly details: ModelReadings["details"];
};

/** What can be asked of the lists as a whole, and of what is known of a model. */
export type ModelsCommand =
  | { readonly type: "models.refresh" }
  | { readonly type: "models.describe"; readonly model: ModelName };

/** What is learned of models, and what is to be learned. */
export type ModelsEvent =
  | { readonly type: "models.refresh-requested" }
  | { readonly type: "models.listed"; readonly origin: string; readonly models: readonly Model[] }
  /** The list was read again, and is what it was. */
  | { readonly type: "models.confirmed"; readonly origin: string }
  | { readonly type: "models.loaded"; readonly models: readonly LoadedModel[] }
  | { readonly type: "models.unread"; readonly failure: Failure }
  | { readonly type: "models.describe-requested"; readonly model: ModelName; readonly digest: string }
  | { readonly type: "models.described"; readonly digest: string; readonly details: ModelDetails }
  | { readonly type: "models.undescribed"; readonly digest: string; readonly failure: Failure };

/** What a source reads; the rest is asked for, or a fact. */
export type ModelsReading = Exclude<ModelsEvent, { type: "models.refresh-requested" | "models.unread" }>;

/** Before anything was read. */
export const initialModelReadings: ModelReadings = { lists: {}, details: {} };

const NONE: readonly Model[] = [];
const NONE_LOADED: readonly LoadedModel[] = [];

/**
 * What is true now of everything that was read: the list of the present host; the loaded models, if they were read since
 * the service began to run; and why the list could not be read, if that is newer than the list.
 */
export function presentModels(
  service: Service,
  unread: Unread | undefined,
  { lists, loaded, details }: ModelReadings,
): Models {
  const list = service.endpoint && lists[originOf(service.endpoint)];
  const isUnread = unread !== undefined && unread.seq > (list?.seq ?? 0);
  const isLoadedNow = loaded !== undefined && isRunning(service) && loaded.seq > service.sinceSeq;
  return {
    ...(list && { list }),
    ...(isUnread && { unread: unread.failure }),
    loaded: isLoadedNow ? loaded.models : NONE_LOADED,
    details,
  };
}

/** The models of the present host, newest first. */
export const installedModels = ({ list }: Models): readonly Model[] => list?.models ?? NONE;

const findInstalled = createFinder<Model>();
const findInMemory = createFinder<LoadedModel>();

/** The installed model of a name, whatever the case of its letters. */
export const findModel = (models: Models, name: ModelName): Model | undefined =>
  findInstalled(installedModels(models), name);

/** How a model sits in memory, if it does. */
export const findLoaded = ({ loaded }: Models, name: ModelName): LoadedModel | undefined =>
  findInMemory(loaded, name);

/** What is known of a model beyond the list, if anything. */
export function detailsOf({ details }: Models, { digest }: Pick<Model, "digest">): ModelDetails | undefined {
  const status = details[digest];
  return status?.kind === "known" ? status.details : undefined;
}

/** The files that Ollama has named: where its models are can be told from them (docs/ollama.md §1.3). */
export const namedBlobs = ({ details }: Pick<Models, "details">): readonly string[] =>
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

/** What was last read of models, once a reading has been added. */
export function evolveModels(
  readings: ModelReadings,
  event: ModelsReading,
  { atMs, seq }: Place,
): ModelReadings {
  switch (event.type) {
    case "models.listed":
      return withList(readings, event, { atMs, seq });
    case "models.confirmed": {
      const list = readings.lists[event.origin];
      return list
        ? { ...readings, lists: { ...readings.lists, [event.origin]: { ...list, atMs, seq } } }
        : readings;
    }
    case "models.loaded":
      return { ...readings, loaded: { models: withSame(readings.loaded?.models, event.models), seq } };
    case "models.describe-requested":
      return withDetails(readings, event.digest, { kind: "asked" });
    case "models.described":
      return withDetails(readings, event.digest, { kind: "known", details: event.details });
    case "models.undescribed":
      return withDetails(readings, event.digest, { kind: "failed", failure: event.failure });
  }
}

/** Nothing can be read while the service does not run; what is known already is not asked for again. */
export function decideModels(
  models: Models,
  isServiceRunning: boolean,
  command: ModelsCommand,
): Decision<ModelsEvent> {
  if (!isServiceRunning) return refuse({ reason: "not-running" });
  switch (command.type) {
    case "models.refresh":
      return accept({ type: "models.refresh-requested" });
    case "models.describe": {
      const model = findModel(models, command.model);
      if (!model) return refuse({ reason: "no-such-model", model: command.model });
      const known = models.details[model.digest]?.kind;
      if (known === "asked" || known === "known") return accept();
      return accept({ type: "models.describe-requested", model: model.name, digest: model.digest });
    }
  }
}

/** Keeps the objects of models that did not change, so that renderers can compare by identity. */
function withList(
  readings: ModelReadings,
  { origin, models: listed }: Extract<ModelsEvent, { type: "models.listed" }>,
  { atMs, seq }: Place,
): ModelReadings {
  const known = readings.lists[origin]?.models ?? NONE;
  const byName = new Map(known.map((model) => [model.name, model]));
  const next = listed.map((model) => {
    const before = byName.get(model.name);
    return before && isSameJson(before, model) ? before : model;
  });
  const isSame = next.length === known.length && next.every((model, index) => model === known[index]);
  return {
    ...readings,
    lists: { ...readings.lists, [origin]: { models: isSame ? known : next, atMs, seq } },
  };
}

const withSame = <Value>(before: Value | undefined, after: Value): Value =>
  before !== undefined && isSameJson(before, after) ? before : after;

const withDetails = (readings: ModelReadings, digest: string, status: DetailsStatus): ModelReadings => ({
  ...readings,
  details: { ...readings.details, [digest]: status },
});
