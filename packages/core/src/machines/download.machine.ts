import { assign, emit, setup, type ObservableActorLogic } from "xstate";
import type { DownloadEvent, Progress } from "../domain/downloads.ts";
import { toFailure, type Failure } from "../domain/failure.ts";
import type { DownloadId, ModelName } from "../domain/names.ts";

export type DownloadInput = {
  readonly id: DownloadId;
  readonly model: ModelName;
  /** Whether it was cancelled before anybody could act on it. */
  readonly isCancelled: boolean;
};

/** Ollama may need up to 40 s to give up a pull that was broken off, and refuses another until then (reference §2.3). */
const COOLING_MS = [1_000, 2_000, 4_000, 8_000, 16_000] as const;

/** Carries one download from request to its end, and is the one author of what becomes of it. */
export const downloadMachine = setup({
  types: {} as {
    input: DownloadInput;
    context: DownloadInput & { readonly failure: Failure; readonly coolings: number };
    events: { readonly type: "cancel" };
    emitted: DownloadEvent;
  },
  actors: { pull: {} as ObservableActorLogic<Progress, { readonly model: ModelName }> },
  guards: {
    isCancelled: ({ context }) => context.isCancelled,
    isTooEarly: ({ context: { coolings } }, { failure }: { readonly failure: Failure }) =>
      failure.kind === "still-cancelling" && coolings < COOLING_MS.length,
  },
  delays: { cooling: ({ context: { coolings } }) => COOLING_MS[coolings - 1] ?? 0 },
}).createMachine({
  id: "download",
  context: ({ input }) => ({
    ...input,
    failure: { kind: "unexpected", detail: "nothing failed" },
    coolings: 0,
  }),
  initial: "requested",
  on: { cancel: ".cancelled" },
  states: {
    requested: { always: [{ guard: "isCancelled", target: "cancelled" }, { target: "pulling" }] },
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
        onError: [
          {
            guard: { type: "isTooEarly", params: ({ event }) => ({ failure: toFailure(event.error) }) },
            target: "cooling",
            actions: assign({ coolings: ({ context }) => context.coolings + 1 }),
          },
          { target: "failed", actions: assign({ failure: ({ event }) => toFailure(event.error) }) },
        ],
      },
    },
    /** The pull that was broken off before this one is still being given up. */
    cooling: { after: { cooling: "pulling" } },
    completed: { type: "final", entry: emit(({ context: { id } }) => ({ type: "download.completed", id })) },
    failed: {
      type: "final",
      entry: emit(({ context: { id, failure } }) => ({ type: "download.failed", id, failure })),
    },
    cancelled: { type: "final", entry: emit(({ context: { id } }) => ({ type: "download.cancelled", id })) },
  },
});
