import { hostFacts } from "../app/state.ts";
import type { WithoutHost } from "../hosts/host.ts";
import type { ActionAnswer, ActionContext } from "../ui/action.ts";
import { carryOut, type Ending } from "../ui/carry-out.action.ts";
import { isSameModel, type ModelName } from "./model-name.ts";
import { operationOn, type ModelCommand } from "./operations.ts";

/** Starts an operation on a model, and follows it to its end. */
export const operateOn = (
  context: ActionContext,
  command: WithoutHost<ModelCommand>,
): Promise<ActionAnswer> => carryOut(context, command, () => endOf(command.model));

const endOf =
  (model: ModelName): Ending =>
  (state, event) => {
    const isItsEnd =
      (event?.type === "operation.completed" || event?.type === "operation.failed") &&
      isSameModel(event.operation.model, model);
    if (isItsEnd)
      return event.type === "operation.completed"
        ? { kind: "done" }
        : { kind: "failed", failure: event.failure };
    return operationOn(hostFacts(state).operations, model) ? undefined : { kind: "unknown" };
  };
