import { emit, setup, type ObservableActorLogic } from "xstate";
import { toFailure, type Failure } from "../shared/failure.ts";
import type { RunLine } from "./run-line.ts";
import type { LoadingNotice } from "./watch-loading.source.ts";
import type { RunEvent, RunPhase } from "./run.ts";

export type LineNotice = { readonly type: "line"; readonly line: RunLine };

const setUp = setup({
  types: {} as {
    events: LineNotice | LoadingNotice | { readonly type: "stop" };
    emitted: RunEvent;
  },
  actors: {
    /** Completes when the request may be sent. */
    turn: {} as ObservableActorLogic<never, undefined>,
    answer: {} as ObservableActorLogic<LineNotice, undefined>,
    memory: {} as ObservableActorLogic<LoadingNotice, undefined>,
  },
  guards: { isPart: (_, { kind }: RunLine) => kind === "part" },
  actions: {
    moved: emit((_, phase: RunPhase): RunEvent => ({ type: "run.moved", phase })),
    answered: emit((_, line: RunLine): RunEvent => ({ type: "run.answered", line })),
    failed: emit((_, failure: Failure): RunEvent => ({ type: "run.failed", failure })),
  },
});

const answered = {
  type: "answered",
  params: ({ event }: { readonly event: LineNotice }) => event.line,
} as const;

/** Carries one prompt from the request to its end. It holds no text: what it emits is folded into the run. */
export const tryMachine = setUp.createMachine({
  id: "try",
  initial: "queued",
  states: {
    queued: {
      description: "Another model answers first.",
      entry: { type: "moved", params: "queued" },
      invoke: { id: "turn", src: "turn", input: undefined, onDone: "running" },
      on: { stop: "stopped" },
    },
    running: {
      description: "The request is open.",
      invoke: {
        id: "answer",
        src: "answer",
        input: undefined,
        onDone: "done",
        onError: {
          target: "failed",
          actions: { type: "failed", params: ({ event }) => toFailure(event.error) },
        },
      },
      on: { stop: "stopped" },
      initial: "awaiting",
      states: {
        awaiting: {
          description: "No part of the answer has come yet.",
          invoke: {
            id: "memory",
            src: "memory",
            input: undefined,
            // Without the list of loaded models it is only not known what Ollama is doing.
            onError: ".waiting",
          },
          initial: "waiting",
          on: {
            line: [
              {
                guard: { type: "isPart", params: ({ event }) => event.line },
                target: "writing",
                actions: answered,
              },
              { actions: answered },
            ],
          },
          states: {
            waiting: {
              description: "It is not known yet whether the model is loaded.",
              entry: { type: "moved", params: "waiting" },
              on: { absent: "loading", present: "reading" },
            },
            loading: {
              description: "Ollama loads the model, which may take minutes.",
              entry: { type: "moved", params: "loading" },
              on: { present: "reading" },
            },
            reading: {
              description: "The model is loaded: it reads the prompt, or other requests come first.",
              entry: { type: "moved", params: "reading" },
            },
          },
        },
        writing: {
          description: "The answer streams.",
          entry: { type: "moved", params: "writing" },
          on: { line: { actions: answered } },
        },
      },
    },
    done: {
      description: "The answer is whole.",
      type: "final",
      entry: emit({ type: "run.completed" }),
    },
    stopped: {
      description:
        "The person has stopped it: leaving `running` closed the request, and Ollama ends the answer.",
      type: "final",
      entry: emit({ type: "run.stopped" }),
    },
    failed: { description: "The answer did not come, or broke off.", type: "final" },
  },
});
