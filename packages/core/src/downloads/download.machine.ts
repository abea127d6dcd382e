import { assertEvent, assign, emit, raise, setup, type ObservableActorLogic } from "xstate";
import type { WithoutHost } from "../hosts/host.ts";
import type { DownloadEvent } from "./download-events.ts";
import { toFailure, type Failure } from "../shared/failure.ts";
import type { DownloadId } from "./download-id.ts";
import type { ModelName } from "../models/model-name.ts";
import { verdictOn, type Verdict } from "./retries.ts";
import type { SendReport } from "../sending/watch-send.source.ts";

export type DownloadInput = {
  readonly id: DownloadId;
  readonly model: ModelName;
  /** What to do first: a previous leader may have left a request unfinished. */
  readonly goal: "pull" | "pause" | "rest" | "cancel";
};

/** What a pull reports: it starts when its turn comes, and may go back to the queue. */
export type PullNotice = { readonly type: "started" } | { readonly type: "queued" } | SendReport;

type ProgressedNotice = Extract<PullNotice, { readonly type: "progressed" }>;
type Request = { readonly type: "pause" } | { readonly type: "resume" } | { readonly type: "cancel" };

const setUp = setup({
  types: {} as {
    input: DownloadInput;
    context: DownloadInput & {
      /** Number of consecutive failures without progress in between. */
      readonly failures: number;
      /** What this try has on the disk. */
      readonly reachedBytes: number;
      /** What a try must get beyond to count as progress. It falls once, where bytes were lost, until the most is beaten. */
      readonly toBeatBytes: number;
      readonly mostBytes: number;
      readonly hasFallen: boolean;
    };
    events: Request | PullNotice | Verdict;
    emitted: WithoutHost<DownloadEvent>;
  },
  actors: { pull: {} as ObservableActorLogic<PullNotice, Pick<DownloadInput, "id" | "model">> },
  guards: { hasGoal: ({ context }, goal: DownloadInput["goal"]) => context.goal === goal },
  actions: {
    report: emit(({ context: { id } }, notice: PullNotice) => toEvent(id, notice)),
    /** Progress resets the retry plan. */
    noteProgress: assign(
      ({ context }, { progress: { step, doneBytes, againBytes = 0 } }: ProgressedNotice) => {
        const reachedBytes = step === "pulling" ? doneBytes - againBytes : 0;
        if (reachedBytes <= context.reachedBytes) return {};
        if (reachedBytes <= context.toBeatBytes) return { reachedBytes };
        const isMost = reachedBytes > context.mostBytes;
        return {
          reachedBytes,
          toBeatBytes: reachedBytes,
          failures: 0,
          ...(isMost && { mostBytes: reachedBytes, hasFallen: false }),
        };
      },
    ),
    beginTry: assign({ reachedBytes: 0 }),
    /** A try that brought nothing says nothing of what is on the disk. */
    noteFailure: assign(({ context: { reachedBytes, toBeatBytes, hasFallen } }, failures: number) =>
      !hasFallen && reachedBytes > 0 && reachedBytes < toBeatBytes
        ? { failures, toBeatBytes: reachedBytes, hasFallen: true }
        : { failures },
    ),
    /** The raised event carries the failure to the state that reports it. */
    planRetry: raise(({ context: { failures } }, failure: Failure) => verdictOn(failure, failures)),
  },
  delays: {
    backOff({ event }) {
      assertEvent(event, "postponed");
      return event.afterMs;
    },
  },
});

const report = { type: "report", params: ({ event }: { readonly event: PullNotice }) => event } as const;

/** Carries one download from request to end, through pauses and retries. Only this machine records its outcome. */
export const downloadMachine = setUp.createMachine({
  id: "download",
  context: ({ input }) => ({
    ...input,
    failures: 0,
    reachedBytes: 0,
    toBeatBytes: 0,
    mostBytes: 0,
    hasFallen: false,
  }),
  initial: "beginning",
  on: { cancel: ".cancelled" },
  states: {
    beginning: {
      description: "Continues with the last request, whichever window made it.",
      always: [
        { guard: { type: "hasGoal", params: "cancel" }, target: "cancelled" },
        { guard: { type: "hasGoal", params: "pause" }, target: "pausing" },
        { guard: { type: "hasGoal", params: "rest" }, target: "paused" },
        { target: "pulling" },
      ],
    },
    pulling: {
      description: "Waits for its turn, then pulls.",
      invoke: {
        src: "pull",
        input: ({ context: { id, model } }) => ({ id, model }),
        onDone: "completed",
        onError: { actions: { type: "planRetry", params: ({ event }) => toFailure(event.error) } },
      },
      on: {
        pause: "pausing",
        started: { actions: ["beginTry", report] },
        queued: { actions: report },
        sized: { actions: report },
        compared: { actions: report },
        progressed: { actions: [{ type: "noteProgress", params: ({ event }) => event }, report] },
        postponed: {
          target: "waiting",
          actions: { type: "noteFailure", params: ({ event }) => event.attempt },
        },
        "given-up": "failed",
      },
    },
    waiting: {
      description: "Has failed, and retries after a delay.",
      entry: emit(({ context: { id }, event }) => {
        assertEvent(event, "postponed");
        const { type: _type, ...retry } = event;
        return { type: "download.retry-scheduled", id, ...retry };
      }),
      on: { pause: "pausing" },
      after: {
        backOff: { target: "pulling", actions: { type: "report", params: { type: "queued" } } },
      },
    },
    pausing: {
      description:
        "Leaving `pulling` closed the request: Ollama keeps the exact bytes (docs/ollama.md §2.3).",
      entry: emit(({ context: { id } }) => ({ type: "download.paused", id })),
      always: "paused",
    },
    paused: {
      description: "Stays paused until it is resumed or cancelled.",
      on: { resume: { target: "pulling", actions: assign({ failures: 0 }) } },
    },
    completed: {
      description: "The model is installed.",
      type: "final",
      entry: emit(({ context: { id } }) => ({ type: "download.completed", id })),
    },
    failed: {
      description: "An automatic retry would not help, or did not.",
      type: "final",
      entry: emit(({ context: { id }, event }) => {
        assertEvent(event, "given-up");
        return { type: "download.failed", id, failure: event.failure };
      }),
    },
    cancelled: {
      description: "Was cancelled on request.",
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
    case "compared":
      return { type: "download.compared", id, difference: notice.difference };
    case "progressed":
      return { type: "download.progressed", id, progress: notice.progress };
  }
}
