import { assign, emit, setup, type ObservableActorLogic } from "xstate";
import { toFailure, type Failure } from "../shared/failure.ts";
import { nextRound, type BenchmarkEvent, type Round } from "./benchmark.ts";

export type RoundNotice = { readonly type: "measured"; readonly round: Round };

const setUp = setup({
  types: {} as {
    /** The rounds that have been measured. */
    context: { readonly done: number };
    events: RoundNotice | { readonly type: "stop" };
    emitted: BenchmarkEvent;
  },
  actors: {
    warmUp: {} as ObservableActorLogic<RoundNotice, undefined>,
    round: {} as ObservableActorLogic<RoundNotice, { readonly atOnce: number }>,
  },
  guards: { isLast: ({ context: { done } }) => nextRound(done) === undefined },
  actions: {
    count: assign(({ context: { done } }) => ({ done: done + 1 })),
    failed: emit((_, failure: Failure): BenchmarkEvent => ({ type: "benchmark.failed", failure })),
  },
});

const failed = {
  target: "failed",
  actions: {
    type: "failed",
    params: ({ event }: { readonly event: { readonly error: unknown } }) => toFailure(event.error),
  },
} as const;

/** Measures a model one round after another: first one request at a time, then several at once. */
export const benchmarkMachine = setUp.createMachine({
  id: "benchmark",
  context: { done: 0 },
  initial: "loading",
  states: {
    loading: {
      description: "A request that is not measured loads the model.",
      entry: emit({ type: "benchmark.moved", to: "loading" }),
      invoke: { id: "warmUp", src: "warmUp", input: undefined, onDone: "measuring", onError: failed },
      on: { stop: "stopped" },
    },
    measuring: {
      description: "The requests of a round are open.",
      entry: emit({ type: "benchmark.moved", to: "measuring" }),
      invoke: {
        id: "round",
        src: "round",
        input: ({ context: { done } }) => ({ atOnce: nextRound(done)?.atOnce ?? 1 }),
        onDone: { target: "measured", actions: "count" },
        onError: failed,
      },
      on: {
        measured: {
          actions: emit(({ event: { round } }): BenchmarkEvent => ({ type: "benchmark.measured", round })),
        },
        stop: "stopped",
      },
    },
    measured: {
      description: "A round has ended.",
      always: [{ guard: "isLast", target: "done" }, { target: "measuring" }],
    },
    done: {
      description: "All rounds are measured.",
      type: "final",
      entry: emit({ type: "benchmark.completed" }),
    },
    stopped: {
      description: "The person has stopped it: leaving the round closed its requests.",
      type: "final",
      entry: emit({ type: "benchmark.stopped" }),
    },
    failed: { description: "A request failed, so there is no result.", type: "final" },
  },
});
