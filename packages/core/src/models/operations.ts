import { accept, refuse, type Decision, type Refusal } from "../shared/decision.ts";
import type { Failure } from "../shared/failure.ts";
import { findLoaded, findModel, type Models } from "./models.ts";
import { isSameModel, type ModelName } from "./model-name.ts";

/** Something done to one model that takes time and may fail. */
export type Operation =
  | { readonly kind: "load"; readonly model: ModelName }
  | { readonly kind: "unload"; readonly model: ModelName }
  | { readonly kind: "delete"; readonly model: ModelName }
  | { readonly kind: "copy"; readonly model: ModelName; readonly destination: ModelName }
  | { readonly kind: "rename"; readonly model: ModelName; readonly destination: ModelName };

/** One that is going on: where, and since when. */
export type Ongoing = Operation & { readonly origin: string; readonly sinceMs: number };

/** What is going on: at most one thing for each model. */
export type Operations = readonly Ongoing[];

/** What can be done to one model. */
export type ModelCommand =
  | { readonly type: "model.load"; readonly model: ModelName }
  | { readonly type: "model.unload"; readonly model: ModelName }
  | { readonly type: "model.delete"; readonly model: ModelName }
  | { readonly type: "model.copy"; readonly model: ModelName; readonly destination: ModelName }
  | { readonly type: "model.rename"; readonly model: ModelName; readonly destination: ModelName };

/** What becomes of an operation: it is asked for, and ends in one of two ways. */
export type OperationEvent =
  | {
      readonly type: "operation.requested";
      readonly operation: Operation;
      /** The host on which it is done (`originOf` its endpoint). */
      readonly origin: string;
    }
  | { readonly type: "operation.completed"; readonly operation: Operation }
  | { readonly type: "operation.failed"; readonly operation: Operation; readonly failure: Failure };

/** What decides whether something can be done to a model. */
export type ModelSituation = {
  readonly models: Models;
  readonly operations: Operations;
  readonly origin: string | undefined;
};

/** Nothing is going on. */
export const initialOperations: Operations = [];

/** What is being done to a model, if anything. */
export const operationOn = (operations: Operations, model: ModelName): Operation | undefined =>
  operations.find((operation) => isSameModel(operation.model, model));

/** What is going on, once an event has been added; `atMs` is when it happened. */
export function evolveOperations(operations: Operations, event: OperationEvent, atMs: number): Operations {
  const others = operations.filter(({ model }) => !isSameModel(model, event.operation.model));
  if (event.type !== "operation.requested") return others;
  return [...others, { ...event.operation, origin: event.origin, sinceMs: atMs }];
}

/** The operations of one host. Those of another host are dropped when Paddock turns to this one. */
export const operationsAt = (operations: Operations, origin: string | undefined): Operations =>
  operations.filter((operation) => operation.origin === origin);

/** `origin` is the host of the models, absent while it does not run. */
export function decideModel(
  { models, operations, origin }: ModelSituation,
  command: ModelCommand,
): Decision<OperationEvent> {
  if (origin === undefined) return refuse({ reason: "not-running" });
  const refusal = whyNot(models, operations, command);
  if (refusal) return refuse(refusal);
  return accept({ type: "operation.requested", operation: operationOf(command), origin });
}

function whyNot(models: Models, operations: Operations, command: ModelCommand): Refusal | undefined {
  const { model: name } = command;
  const model = findModel(models, name);
  const isLoaded = findLoaded(models, name) !== undefined;
  // A deleted model stays loaded until it is told to go (recording `ps-after-delete-loaded`).
  const isThere = model !== undefined || (command.type === "model.unload" && isLoaded);
  if (!isThere) return { reason: "no-such-model", model: name };
  if (operationOn(operations, name)) return { reason: "model-busy", model: name };
  if (command.type === "model.load" && model?.remoteHost) return { reason: "cloud-model", model: name };
  if (command.type === "model.unload" && !isLoaded) return { reason: "not-loaded", model: name };
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
    case "model.delete":
      return { kind: "delete", model: command.model };
    case "model.copy":
      return { kind: "copy", model: command.model, destination: command.destination };
    case "model.rename":
      return { kind: "rename", model: command.model, destination: command.destination };
  }
}
