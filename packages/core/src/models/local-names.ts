import * as v from "valibot";
import type { DataOf } from "../shared/described.ts";
import { isSameModel, modelNameSchema, type ModelName } from "./model-name.ts";
import type { Model } from "./models-events.ts";
import type { Operation, OperationEvent } from "./operations.ts";

/** The models that got their name by a copy or a new name on this Ollama: no registry has them under it. */
export const localNamesSchema = v.array(modelNameSchema);
type LocalNames = DataOf<typeof localNamesSchema>;

const NONE: LocalNames = [];

/** The name that an operation gives to a model. */
const nameGivenBy = (operation: Operation): ModelName | undefined =>
  operation.kind === "copy" || operation.kind === "rename" ? operation.destination : undefined;

export function evolveLocalNames(names: LocalNames = NONE, event: OperationEvent): LocalNames {
  if (event.type !== "operation.completed") return names;
  const { operation } = event;
  const given = nameGivenBy(operation);
  const isGone = operation.kind === "delete" || operation.kind === "rename";
  const left = isGone ? withoutName(names, operation.model) : names;
  return given === undefined ? left : [...withoutName(left, given), given];
}

/** Without a name that was deleted, or downloaded from its registry. */
export function withoutName(names: LocalNames = NONE, name: ModelName): LocalNames {
  const left = names.filter((one) => !isSameModel(one, name));
  return left.length === names.length ? names : left;
}

export const isLocalName = (names: LocalNames = NONE, name: ModelName): boolean =>
  names.some((one) => isSameModel(one, name));

/** The names whose models others have removed or replaced between two readings of the list. */
export const freedNames = (
  names: LocalNames = NONE,
  before: readonly Model[],
  listed: readonly Model[],
): LocalNames =>
  names.filter((name) => {
    const [was, is] = [before, listed].map((models) => models.find((model) => isSameModel(model.name, name)));
    return was !== undefined && (is === undefined || isReplaced(was, is));
  });

/** Another digest may also come from a conversion, or from a version that lists a converted model (docs/ollama.md §8.6). */
const isReplaced = (was: Model, is: Model): boolean =>
  was.digest !== is.digest &&
  was.runner === is.runner &&
  ![was, is].some(({ runner, isConverted }) => runner === "llamacpp" || isConverted);

/** Whether the state still holds what the event says, so that it must be kept. */
export function isCurrentName(names: LocalNames | undefined, event: OperationEvent): boolean {
  const given = event.type === "operation.completed" ? nameGivenBy(event.operation) : undefined;
  return given !== undefined && isLocalName(names, given);
}
