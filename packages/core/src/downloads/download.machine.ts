import { assign, emit, setup, type ObservableActorLogic } from "xstate";
import type { DownloadFact } from "./downloads.ts";
import { toFailure, type Failure } from "../shared/failure.ts";
import type { DownloadId } from "./download-id.ts";
import type { ModelName } from "../models/model-name.ts";
import type { ProgressEvent } from "./progress.ts";
import { retryPlan } from "./retries.ts";
import type { PullReport } from "./watch-pull.source.ts";

/** The download that a machine is started for. */
export type DownloadInput = {
  readonly id: DownloadId;
  readonly model: ModelName;
  /** What to do first: another engine may have left a request undone. */
  readonly wish: "pull" | "pause" | "rest" | "cancel";
};

/** What comes of a pull: it begins when it is its turn, and may lose it again. */
export type PullNotice = { readonly kind: "started" } | { readonly kind: "queued" } | PullReport;

/** Carries one download from request to its end, through pauses and retries, and is the one author of what becomes of it. */
export const downloadMachine = setup({
  types: {} as {
    input: DownloadInput;
    context: DownloadInput & {
      readonly failure: Failure;
      /** How often it has failed without having got any further in between. */
      readonly failures: number;
      readonly doneBytes: number;
    };
    events: { readonly type: "pause" } | { readonly type: "resume" } | { readonly type: "cancel" };
    emitted: DownloadFact | ProgressEvent;
  },
  actors: { pull: {} as ObservableActorLogic<PullNotice, Pick<DownloadInput, "id" | "model">> },
  guards: {
    wishes: ({ context }, wish: DownloadInput["wish"]) => context.wish === wish,
    mayRetry: ({ context: { failure, failures } }) => failures <= retryPlan(failure).length,
  },
  actions: {
    tell: emit(({ context: { id } }, notice: PullNotice) => toEvent(id, notice)),
    /** A pull that gets further than ever before begins its retry plan anew. */
    noteProgress: assign(({ context }, notice: PullNotice) => {
      if (notice.kind !== "progressed" || notice.progress.doneBytes <= context.doneBytes) return {};
      return { doneBytes: notice.progress.doneBytes, failures: 0 };
    }),
    blame: assign(({ context }, failure: Failure) => ({ failure, failures: context.failures + 1 })),
  },
  delays: {
    backOff: ({ context: { failure, failures } }) => retryPlan(failure)[failures - 1] ?? 0,
  },
}).createMachine({
  id: "download",
  context: ({ input }) => ({
    ...input,
    failure: { kind: "unexpected", detail: "nothing failed" },
    failures: 0,
    doneBytes: 0,
  }),
  initial: "beginning",
  on: { cancel: ".cancelled" },
  states: {
    beginning: {
      always: [
        { guard: { type: "wishes", params: "cancel" }, target: "cancelled" },
        { guard: { type: "wishes", params: "pause" }, target: "pausing" },
        { guard: { type: "wishes", params: "rest" }, target: "paused" },
        { target: "pulling" },
      ],
    },
    pulling: {
      on: { pause: "pausing" },
      invoke: {
        src: "pull",
        input: ({ context: { id, model } }) => ({ id, model }),
        onSnapshot: {
          guard: ({ event }) => event.snapshot.context !== undefined,
          actions: [
            { type: "noteProgress", params: ({ event }) => event.snapshot.context ?? { kind: "started" } },
            { type: "tell", params: ({ event }) => event.snapshot.context ?? { kind: "started" } },
          ],
        },
        onDone: "completed",
        onError: {
          target: "judging",
          actions: { type: "blame", params: ({ event }) => toFailure(event.error) },
        },
      },
    },
    judging: { always: [{ guard: "mayRetry", target: "waiting" }, { target: "failed" }] },
    waiting: {
      entry: emit(({ context: { id, failure, failures } }) => {
        const plan = retryPlan(failure);
        return {
          type: "download.retry-scheduled",
          id,
          failure,
          attempt: failures,
          attempts: plan.length,
          afterMs: plan[failures - 1] ?? 0,
        };
      }),
      on: { pause: "pausing" },
      after: {
        backOff: { target: "pulling", actions: { type: "tell", params: { kind: "queued" } } },
      },
    },
    /** Leaving `pulling` has closed the request: Ollama keeps the exact bytes (docs/ollama.md §2.3). */
    pausing: {
      entry: emit(({ context: { id } }) => ({ type: "download.paused", id })),
      always: "paused",
    },
    paused: { on: { resume: { target: "pulling", actions: assign({ failures: 0 }) } } },
    completed: { type: "final", entry: emit(({ context: { id } }) => ({ type: "download.completed", id })) },
    failed: {
      type: "final",
      entry: emit(({ context: { id, failure } }) => ({ type: "download.failed", id, failure })),
    },
    cancelled: { type: "final", entry: emit(({ context: { id } }) => ({ type: "download.cancelled", id })) },
  },
});

function toEvent(id: DownloadId, notice: PullNotice): DownloadFact | ProgressEvent {
  switch (notice.kind) {
    case "started":
      return { type: "download.started", id };
    case "queued":
      return { type: "download.queued", id };
    case "sized":
      return { type: "download.sized", id, layers: notice.layers };
    case "progressed":
      return { type: "download.progressed", id, progress: notice.progress };
  }
}
