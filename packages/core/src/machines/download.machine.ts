import { assign, emit, setup, type ObservableActorLogic } from "xstate";
import type { DownloadEvent, Progress } from "../domain/downloads.ts";
import { toFailure, type Failure } from "../domain/failure.ts";
import type { DownloadId, ModelName } from "../domain/names.ts";

type Input = { readonly id: DownloadId; readonly model: ModelName };

/** Carries one download from request to its end, and is the one author of what becomes of it. */
export const downloadMachine = setup({
  types: {} as {
    input: Input;
    context: Input & { readonly failure: Failure };
    events: { readonly type: "cancel" };
    emitted: DownloadEvent;
  },
  actors: { pull: {} as ObservableActorLogic<Progress, { readonly model: ModelName }> },
}).createMachine({
  id: "download",
  context: ({ input }) => ({ ...input, failure: { kind: "unexpected", detail: "nothing failed" } }),
  initial: "pulling",
  on: { cancel: ".cancelled" },
  states: {
    pulling: {
      entry: emit(({ context: { id } }) => ({ type: "download.started", id })),
      invoke: {
        src: "pull",
        input: ({ context: { model } }) => ({ model }),
        onSnapshot: {
          guard: ({ event }) => event.snapshot.context !== undefined,
          actions: emit(({ context: { id }, event }) => ({
            type: "download.progressed",
            id,
            progress: event.snapshot.context ?? { step: "preparing", doneBytes: 0 },
          })),
        },
        onDone: "completed",
        onError: { target: "failed", actions: assign({ failure: ({ event }) => toFailure(event.error) }) },
      },
    },
    completed: { type: "final", entry: emit(({ context: { id } }) => ({ type: "download.completed", id })) },
    failed: {
      type: "final",
      entry: emit(({ context: { id, failure } }) => ({ type: "download.failed", id, failure })),
    },
    cancelled: { type: "final", entry: emit(({ context: { id } }) => ({ type: "download.cancelled", id })) },
  },
});
