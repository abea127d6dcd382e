import * as v from "valibot";
import { hostIdSchema as host, type HostId, type WithoutHost } from "../hosts/host.ts";
import { accept, refuse, type Decision, type Refusal } from "../shared/decision.ts";
import { count, fact, flag, kind, news, type DataOf, type EventOf } from "../shared/described.ts";
import { failureSchema } from "../shared/failure.ts";
import { isLeftover } from "./leftover.ts";
import { isSameModel, modelNameSchema as model, type ModelName } from "./model-name.ts";
import { keepTimeSchema, type KeepTime } from "./load-settings.ts";
import { backupOf, findLoaded, findModel, type Models } from "./models.ts";
import { digestSchema } from "./models-events.ts";

/** Something that is done to a model, takes time and may fail. */
export const operationSchema = v.variant("kind", [
  kind("load", { model }),
  kind("unload", { model }),
  /** Stays loaded for so long after it was last used. */
  kind("keep", { model, keep: keepTimeSchema }),
  kind("delete", { model }),
  kind("copy", { model, destination: model }),
  kind("rename", { model, destination: model }),
  /** `digest` is that of the manifest to delete, in bare hex. */
  kind("free-backup", { model, digest: digestSchema }),
]);
export type Operation = DataOf<typeof operationSchema>;

/** A running operation, and when it started (milliseconds since 1970). */
export const ongoingSchema = v.intersect([
  operationSchema,
  v.object({ sinceMs: count, isConverting: v.exactOptional(flag) }),
]);
export type Ongoing = Operation & {
  readonly sinceMs: number;
  /** Whether Ollama converts the model before it loads it (docs/ollama.md §8.6). */
  readonly isConverting?: boolean;
};

/** The running operations of a host: at most one for each model. */
type Operations = readonly Ongoing[];

export type ModelCommand =
  | {
      readonly type: "model.free-backup";
      readonly host: HostId;
      readonly model: ModelName;
      readonly digest: string;
    }
  | { readonly type: "model.load"; readonly host: HostId; readonly model: ModelName }
  | { readonly type: "model.unload"; readonly host: HostId; readonly model: ModelName }
  | {
      readonly type: "model.keep";
      readonly host: HostId;
      readonly model: ModelName;
      readonly keep: KeepTime;
    }
  | { readonly type: "model.delete"; readonly host: HostId; readonly model: ModelName }
  | {
      readonly type: "model.copy";
      readonly host: HostId;
      readonly model: ModelName;
      readonly destination: ModelName;
    }
  | {
      readonly type: "model.rename";
      readonly host: HostId;
      readonly model: ModelName;
      readonly destination: ModelName;
    };

/** An operation is requested, and then completes or fails; a load may begin with a conversion. */
export const OPERATION_EVENTS = [
  fact("operation.requested", { host, operation: operationSchema }),
  fact("operation.converting", { host, operation: operationSchema }),
  fact("operation.completed", { host, operation: operationSchema }),
  news("operation.failed", { host, operation: operationSchema, failure: failureSchema }),
] as const;
export type OperationEvent = EventOf<typeof OPERATION_EVENTS>;

/** What the decision about a command depends on. */
type ModelSituation = {
  readonly models: Models;
  readonly operations: Operations;
  /** Why the service does not answer. */
  readonly whyNotRunning: Refusal | undefined;
};

export const initialOperations: Operations = [];

/** The operation that runs on a model, if any. */
export const operationOn = (operations: Operations, model: ModelName): Ongoing | undefined =>
  operations.find((operation) => isSameModel(operation.model, model));

export function evolveOperations(operations: Operations, event: OperationEvent, atMs: number): Operations {
  const isIt = ({ model }: Operation): boolean => isSameModel(model, event.operation.model);
  const others = operations.filter((operation) => !isIt(operation));
  switch (event.type) {
    case "operation.requested":
      return [...others, { ...event.operation, sinceMs: atMs }];
    case "operation.converting":
      return operations.map((operation) =>
        isIt(operation) ? { ...operation, isConverting: true } : operation,
      );
    case "operation.completed":
    case "operation.failed":
      return others;
  }
}

export function decideModel(
  { models, operations, whyNotRunning }: ModelSituation,
  command: ModelCommand,
): Decision<WithoutHost<OperationEvent>> {
  if (whyNotRunning) return refuse(whyNotRunning);
  const refusal = whyNot(models, operations, command);
  if (refusal) return refuse(refusal);
  return accept({ type: "operation.requested", operation: operationOf(command) });
}

function whyNot(models: Models, operations: Operations, command: ModelCommand): Refusal | undefined {
  const { model: name } = command;
  const model = findModel(models, name);
  const isLoaded = findLoaded(models, name) !== undefined;
  // A deleted model stays loaded until it is unloaded (recording `ps-after-delete-loaded`).
  const isKnown = model !== undefined || (command.type === "model.unload" && isLoaded);
  if (!isKnown) return { reason: "no-such-model", model: name };
  const isRemoval = command.type === "model.delete" || command.type === "model.unload";
  if (isLeftover(name) && !isRemoval) return { reason: "leftover", model: name };
  if (operationOn(operations, name)) return { reason: "model-busy", model: name };
  if (command.type === "model.load" && model?.remoteHost) return { reason: "cloud-model", model: name };
  const needsLoaded = command.type === "model.unload" || command.type === "model.keep";
  if (needsLoaded && !isLoaded) return { reason: "not-loaded", model: name };
  if (command.type === "model.free-backup" && backupOf(models, name)?.digest !== command.digest)
    return { reason: "no-backup", model: name };
  const isNamed = command.type === "model.copy" || command.type === "model.rename";
  if (isNamed && findModel(models, command.destination))
    return { reason: "model-exists", model: command.destination };
  return undefined;
}

function operationOf(command: ModelCommand): Operation {
  switch (command.type) {
    case "model.load":
      return { kind: "load", model: command.model };
    case "model.unload":
      return { kind: "unload", model: command.model };
    case "model.keep":
      return { kind: "keep", model: command.model, keep: command.keep };
    case "model.delete":
      return { kind: "delete", model: command.model };
    case "model.free-backup":
      return { kind: "free-backup", model: command.model, digest: command.digest };
    case "model.copy":
      return { kind: "copy", model: command.model, destination: command.destination };
    case "model.rename":
      return { kind: "rename", model: command.model, destination: command.destination };
  }
}
