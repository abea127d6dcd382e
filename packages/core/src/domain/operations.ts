import { accept, refuse, type Decision, type Refusal } from "./decision.ts";
import type { Failure } from "./failure.ts";
import { findLoaded, findModel, type Models } from "./models.ts";
import { isSameModel, type ModelName } from "./names.ts";

/** Something done to one model that takes time and may fail. */
export type Operation =
  | { readonly kind: "load"; readonly model: ModelName }
  | { readonly kind: "unload"; readonly model: ModelName }
  | { readonly kind: "delete"; readonly model: ModelName }
  | { readonly kind: "copy"; readonly model: ModelName; readonly destination: ModelName };

/** What is going on: at most one thing for each model. */
export type Operations = readonly Operation[];

export type ModelCommand =
  | { readonly type: "model.load"; readonly model: ModelName }
  | { readonly type: "model.unload"; readonly model: ModelName }
  | { readonly type: "model.delete"; readonly model: ModelName }
  | { readonly type: "model.copy"; readonly model: ModelName; readonly destination: ModelName };

export type OperationEvent =
  | { readonly type: "operation.requested"; readonly operation: Operation }
  | { readonly type: "operation.completed"; readonly operation: Operation }
  | { readonly type: "operation.failed"; readonly operation: Operation; readonly failure: Failure };

export const initialOperations: Operations = [];

export const operationOn = (operations: Operations, model: ModelName): Operation | undefined =>
  operations.find((operation) => isSameModel(operation.model, model));

export function evolveOperations(operations: Operations, event: OperationEvent): Operations {
  const others = operations.filter(({ model }) => !isSameModel(model, event.operation.model));
  return event.type === "operation.requested" ? [...others, event.operation] : others;
}

export function decideModel(
  models: Models,
  operations: Operations,
  isServiceRunning: boolean,
  command: ModelCommand,
): Decision<OperationEvent> {
  if (!isServiceRunning) return refuse({ reason: "not-running" });
  const refusal = whyNot(models, operations, command);
  return refusal ? refuse(refusal) : accept({ type: "operation.requested", operation: operationOf(command) });
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
  if (command.type === "model.copy" && findModel(models, command.destination))
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
  }
}
