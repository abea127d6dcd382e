import { assertEvent, assign, emit, raise, setup, type ObservableActorLogic } from "xstate";
import type { WithoutHost } from "../hosts/host.ts";
import type { DownloadEvent } from "./download-events.ts";
import { toFailure, type Failure } from "../shared/failure.ts";
import type { DownloadId } from "./download-id.ts";
import type { ModelName } from "../models/model-name.ts";
import { verdictOn, type Verdict } from "./retries.ts";
import type { PullReport } from "./watch-pull.source.ts";

/** The download that a machine is started for. */
export type DownloadInput = {
  readonly id: DownloadId;
  readonly model: ModelName;
  /** What to do first: another leader may have left a request undone. */
  readonly wish: "pull" | "pause" | "rest" | "cancel";
};

/** What comes of a pull: it begins when it is its turn, and may lose it again. */
export type PullNotice = { readonly type: "started" } | { readonly type: "queued" } | PullReport;

type Progressed = Extract<PullNotice, { readonly type: "progressed" }>;
type Request = { readonly type: "pause" } | { readonly type: "resume" } | { readonly type: "cancel" };

const setUp = setup({
  types: {} as {
    input: DownloadInput;
    context: DownloadInput & {
      /** How often it has failed without having got any further in between. */
      readonly failures: number;
      readonly doneBytes: number;
    };
    events: Request | PullNotice | Verdict;
    emitted: WithoutHost<DownloadEvent>;
  },
  actors: { pull: {} as ObservableActorLogic<PullNotice, Pick<DownloadInput, "id" | "model">> },
  guards: { wishes: ({ context }, wish: DownloadInput["wish"]) => context.wish === wish },
  actions: {
    tell: emit(({ context: { id } }, notice: PullNotice) => toEvent(id, notice)),
    /** A pull that gets further than ever before begins its retry plan anew. */
    noteProgress: assign(({ context }, { progress: { doneBytes } }: Progressed) =>
      doneBytes > context.doneBytes ? { doneBytes, failures: 0 } : {},
    ),
    /** The failure goes on with the verdict, to the state that tells it. */
    judge: raise(({ context: { failures } }, failure: Failure) => verdictOn(failure, failures)),
  },
  delays: {
    backOff({ event }) {
      assertEvent(event, "postponed");
      return event.afterMs;
    },
  },
});

const tell = { type: "tell", params: ({ event }: { readonly event: PullNotice }) => event } as const;

/** Carries one download from request to its end, through pauses and retries, and is the one author of what becomes of it. */
export const downloadMachine = setUp.createMachine({
  id: "download",
  context: ({ input }) => ({ ...input, failures: 0, doneBytes: 0 }),
  initial: "beginning",
  on: { cancel: ".cancelled" },
  states: {
    beginning: {
      description: "Goes on with what was last asked for, in this window or in another.",
      always: [
        { guard: { type: "wishes", params: "cancel" }, target: "cancelled" },
        { guard: { type: "wishes", params: "pause" }, target: "pausing" },
        { guard: { type: "wishes", params: "rest" }, target: "paused" },
        { target: "pulling" },
      ],
    },
    pulling: {
      description: "Waits for its turn, and pulls when it has it.",
      invoke: {
        src: "pull",
        input: ({ context: { id, model } }) => ({ id, model }),
        onDone: "completed",
        onError: { actions: { type: "judge", params: ({ event }) => toFailure(event.error) } },
      },
      on: {
        pause: "pausing",
        started: { actions: tell },
        queued: { actions: tell },
        sized: { actions: tell },
        progressed: { actions: [{ type: "noteProgress", params: ({ event }) => event }, tell] },
        postponed: { target: "waiting", actions: assign({ failures: ({ event }) => event.attempt }) },
        "given-up": "failed",
      },
    },
    waiting: {
      description: "Has failed, and is pulled again after a while.",
      entry: emit(({ context: { id }, event }) => {
        assertEvent(event, "postponed");
        const { type: _type, ...retry } = event;
        return { type: "download.retry-scheduled", id, ...retry };
      }),
      on: { pause: "pausing" },
      after: {
        backOff: { target: "pulling", actions: { type: "tell", params: { type: "queued" } } },
      },
    },
    pausing: {
      description:
        "Leaving `pulling` has closed the request: Ollama keeps the exact bytes (docs/ollama.md §2.3).",
      entry: emit(({ context: { id } }) => ({ type: "download.paused", id })),
      always: "paused",
    },
    paused: {
      description: "Rests until it is resumed or cancelled.",
      on: { resume: { target: "pulling", actions: assign({ failures: 0 }) } },
    },
    completed: {
      description: "The model is there.",
      type: "final",
      entry: emit(({ context: { id } }) => ({ type: "download.completed", id })),
    },
    failed: {
      description: "Trying again by itself would not help, or did not.",
      type: "final",
      entry: emit(({ context: { id }, event }) => {
        assertEvent(event, "given-up");
        return { type: "download.failed", id, failure: event.failure };
      }),
    },
    cancelled: {
      description: "Is not wanted any more.",
      type: "final",
      entry: emit(({ context: { id } }) => ({ type: "download.cancelled", id })),
    },
  },
});

function toEvent(id: DownloadId, notice: PullNotice): WithoutHost<DownloadEvent> {
  switch (notice.type) {
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
