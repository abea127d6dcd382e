import { accept, refuse, type Decision } from "./decision.ts";
import { originOf } from "./endpoint.ts";
import type { Failure } from "./failure.ts";
import { isSameModel, type ModelName } from "./names.ts";
import type { ServiceEvent } from "./service.ts";

/** What a model can do, in Ollama's words; a newer Ollama may know more of them. */
export type Capability = string;

/** One installed model, as `GET /api/tags` lists it (reference §1.2). */
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

/** One model in memory, as `GET /api/ps` lists it (reference §1.4). */
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

/** What one host had installed, and when it said so; newest model first. */
export type ModelList = { readonly models: readonly Model[]; readonly atMs: number };

export type Models = {
  /** The host that is looked at now (`originOf` its endpoint). */
  readonly origin?: string;
  /** The last list of each host, so that a stopped service still shows its models. */
  readonly lists: Readonly<Record<string, ModelList>>;
  /** Why the present list is older than it should be. */
  readonly unread?: Failure;
  readonly loaded: readonly LoadedModel[];
  /** By manifest digest. */
  readonly details: Readonly<Record<string, DetailsStatus>>;
};

export type ModelsCommand =
  | { readonly type: "models.refresh" }
  | { readonly type: "models.describe"; readonly model: ModelName };

export type ModelsEvent =
  | { readonly type: "models.refresh-requested" }
  | {
      readonly type: "models.listed";
      readonly origin: string;
      readonly models: readonly Model[];
      readonly atMs: number;
    }
  | { readonly type: "models.loaded"; readonly models: readonly LoadedModel[] }
  | { readonly type: "models.unread"; readonly failure: Failure }
  | { readonly type: "models.describe-requested"; readonly model: ModelName; readonly digest: string }
  | { readonly type: "models.described"; readonly digest: string; readonly details: ModelDetails }
  | { readonly type: "models.undescribed"; readonly digest: string; readonly failure: Failure };

export const initialModels: Models = { lists: {}, loaded: [], details: {} };

const NONE: readonly Model[] = [];

/** The last list of the present host; absent until there was one. */
export const presentList = ({ origin, lists }: Models): ModelList | undefined =>
  origin === undefined ? undefined : lists[origin];

/** The models of the present host, newest first. */
export const installedModels = (models: Models): readonly Model[] => presentList(models)?.models ?? NONE;

export const findModel = (models: Models, name: ModelName): Model | undefined =>
  installedModels(models).find((model) => isSameModel(model.name, name));

export const findLoaded = ({ loaded }: Models, name: ModelName): LoadedModel | undefined =>
  loaded.find((model) => isSameModel(model.name, name));

/** What is known of a model beyond the list, if anything. */
export function detailsOf({ details }: Models, { digest }: Model): ModelDetails | undefined {
  const status = details[digest];
  return status?.kind === "known" ? status.details : undefined;
}

/** Follows the models' own events. */
export function evolveModels(models: Models, event: ModelsEvent): Models {
  switch (event.type) {
    case "models.refresh-requested":
      return models;
    case "models.listed":
      return withList(models, event);
    case "models.loaded":
      return sameJson(models.loaded, event.models) ? models : { ...models, loaded: event.models };
    case "models.unread":
      return { ...models, unread: event.failure };
    case "models.describe-requested":
      return withDetails(models, event.digest, { kind: "asked" });
    case "models.described":
      return withDetails(models, event.digest, { kind: "known", details: event.details });
    case "models.undescribed":
      return withDetails(models, event.digest, { kind: "failed", failure: event.failure });
  }
}

/** Follows the service that has the models: where it is, and whether anything can be in its memory. */
export function modelsWithService(models: Models, event: ServiceEvent): Models {
  switch (event.type) {
    case "service.pointed":
      return atHost(models, originOf(event.endpoint));
    case "service.misconfigured":
      return atHost(models, undefined);
    case "service.stopped":
    case "service.died":
    case "service.failed":
      return models.loaded.length === 0 ? models : { ...models, loaded: [] };
    default:
      return models;
  }
}

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

/** Takes over what did not change, so that renderers can compare by identity. */
function withList(
  models: Models,
  { origin, models: listed, atMs }: Extract<ModelsEvent, { type: "models.listed" }>,
): Models {
  const { unread: _unread, ...rest } = models;
  const known = models.lists[origin]?.models ?? NONE;
  const byName = new Map(known.map((model) => [model.name, model]));
  const next = listed.map((model) => {
    const before = byName.get(model.name);
    return before && sameJson(before, model) ? before : model;
  });
  const isSame = next.length === known.length && next.every((model, index) => model === known[index]);
  return { ...rest, lists: { ...models.lists, [origin]: { models: isSame ? known : next, atMs } } };
}

function atHost(models: Models, origin: string | undefined): Models {
  const { unread: _unread, origin: _origin, ...rest } = models;
  return { ...rest, loaded: [], ...(origin !== undefined && { origin }) };
}

const withDetails = (models: Models, digest: string, status: DetailsStatus): Models => ({
  ...models,
  details: { ...models.details, [digest]: status },
});

const sameJson = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);
