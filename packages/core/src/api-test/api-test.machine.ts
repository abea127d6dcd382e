import { emit, setup, type ObservableActorLogic } from "xstate";
import type { ApiTestEvent, TestStep } from "./api-test.ts";
import type { ModelName } from "../models/model-name.ts";

type Input = { readonly model: ModelName | undefined };

/** Takes one test of the API through its steps. A step that fails is a result, so the test itself cannot. */
export const apiTestMachine = setup({
  types: {} as { input: Input; context: Input; emitted: ApiTestEvent },
  actors: { takeSteps: {} as ObservableActorLogic<TestStep, Input> },
  actions: { emitCompleted: emit({ type: "test.completed" }) },
}).createMachine({
  id: "apiTest",
  context: ({ input }) => input,
  initial: "testing",
  states: {
    testing: {
      invoke: {
        src: "takeSteps",
        input: ({ context }) => context,
        onSnapshot: {
          guard: ({ event }) => event.snapshot.context !== undefined,
          actions: emit(({ event }) => stepped(event.snapshot.context)),
        },
        onDone: "completed",
        onError: "completed",
      },
    },
    completed: { type: "final", entry: "emitCompleted" },
  },
});

function stepped(step: TestStep | undefined): ApiTestEvent {
  return step ? { type: "test.stepped", step } : { type: "test.completed" };
}
