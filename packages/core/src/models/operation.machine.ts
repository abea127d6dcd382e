import { assign, emit, setup, type ObservableActorLogic } from "xstate";
import { toFailure, type Failure } from "../shared/failure.ts";
import type { Operation, OperationEvent } from "./operations.ts";

/** Carries one operation on a model to its end, and is the one author of what becomes of it. */
export const operationMachine = setup({
  types: {} as {
    input: { readonly operation: Operation };
    context: { readonly operation: Operation; readonly failure: Failure };
    emitted: OperationEvent;
  },
  actors: { perform: {} as ObservableActorLogic<unknown, { readonly operation: Operation }> },
}).createMachine({
  id: "operation",
  context: ({ input }) => ({ ...input, failure: { kind: "unexpected", detail: "nothing failed" } }),
  initial: "performing",
  states: {
    performing: {
      invoke: {
        src: "perform",
        input: ({ context: { operation } }) => ({ operation }),
        onDone: "completed",
        onError: { target: "failed", actions: assign({ failure: ({ event }) => toFailure(event.error) }) },
      },
    },
    completed: {
      type: "final",
      entry: emit(({ context: { operation } }) => ({ type: "operation.completed", operation })),
    },
    failed: {
      type: "final",
      entry: emit(({ context: { operation, failure } }) => ({
        type: "operation.failed",
        operation,
        failure,
      })),
    },
  },
});
