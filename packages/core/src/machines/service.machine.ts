import { assign, emit, setup, type ObservableActorLogic, type PromiseActorLogic } from "xstate";
import { toFailure, type Failure } from "../domain/failure.ts";
import type { Asked, Death, ProcessIdentity, ServiceEvent } from "../domain/service.ts";
import type { Ended } from "../ports/service-controller.ts";
import type { Sighting } from "../sources/watch-service.ts";
import { factOf, isSilent, type Context } from "./service-context.ts";

/** Milliseconds a service of ours gets until it answers; looking for GPUs may take half of it (reference §4.2). */
export const START_PATIENCE_MS = 60_000;

/** Milliseconds within which the port must fall silent once our process has ended; else somebody else's has it. */
export const SILENCE_PATIENCE_MS = 2_000;

type Command = { readonly type: Asked };
type OfProcess = { readonly process: ProcessIdentity | undefined };

const setUp = setup({
  types: {} as {
    input: { readonly isRemote: boolean };
    context: Context;
    events: Command | { readonly type: "look-again" } | Ended | Sighting;
    emitted: ServiceEvent;
  },
  actors: {
    watch: {} as ObservableActorLogic<Sighting | Ended, void>,
    isInstalled: {} as PromiseActorLogic<boolean>,
    recognise: {} as PromiseActorLogic<ProcessIdentity | undefined>,
    start: {} as PromiseActorLogic<ProcessIdentity>,
    stop: {} as PromiseActorLogic<void, OfProcess>,
    lastWords: {} as PromiseActorLogic<Death, OfProcess>,
  },
  guards: {
    isRemote: ({ context }) => context.isRemote,
    isSpawned: ({ context }) => context.process !== undefined,
    isUnseen: ({ context }) => context.seen === undefined,
    hasSeen: ({ context }, types: readonly Sighting["type"][]) =>
      context.seen !== undefined && types.includes(context.seen.type),
    wants: ({ context }, wanted: Asked) => context.wanted === wanted,
    wantsToEnd: ({ context: { wanted, process } }) =>
      process !== undefined && (wanted === "stop" || wanted === "restart"),
    startedAs: ({ context: { seen, process } }, type: Sighting["type"]) =>
      process !== undefined && seen?.type === type,
    isOver: ({ context: { process } }, pid: number) => process?.pid === pid,
    isSilent: ({ context }) => isSilent(context),
    mayStartAgain: ({ context }) => isSilent(context) && context.wanted === "restart",
  },
  actions: {
    see: assign((_, seen: Sighting) => ({ seen })),
    want: assign((_, { type }: Command) => ({ wanted: type })),
    forgetWish: assign({ wanted: undefined }),
    forgetProcess: assign({ process: undefined }),
    blame: assign((_, failure: Failure) => ({ failure })),
    emitStopped: emit({ type: "service.stopped" }),
    emitSeen: emit(({ context }: { context: Context }) => factOf(context)),
  },
  delays: { startPatience: START_PATIENCE_MS, silencePatience: SILENCE_PATIENCE_MS },
});

const see = { type: "see", params: ({ event }: { readonly event: Sighting }) => event } as const;
const want = { type: "want", params: ({ event }: { readonly event: Command }) => event } as const;
const isOver = { type: "isOver", params: ({ event }: { readonly event: Ended }) => event.pid } as const;
const blame = (failure: Failure) => ({ type: "blame", params: failure }) as const;

/** Sightings of what may be Ollama. */
const SOMEBODY: readonly Sighting["type"][] = ["answered", "listening", "silent", "turned-away"];

/** Whose it is that is there must be found out once; then it stays the same until its process ends. */
const STRANGER_OR_NOT = [
  { guard: "isSpawned", target: ".present", reenter: true, actions: see },
  { target: ".recognising", actions: see },
] as const;

/**
 * Starts and stops the service, and sees it come and go by itself. The one author of service facts: sightings reach the
 * log only through here. While it rests, each says at once how the service is; while it works on something, they are
 * taken note of, and count once that is done.
 */
export const serviceMachine = setUp.createMachine({
  id: "service",
  context: ({ input: { isRemote } }) => ({
    isRemote,
    process: undefined,
    seen: undefined,
    wanted: undefined,
    failure: { kind: "unexpected", detail: "nothing failed" },
  }),
  invoke: { src: "watch" },
  initial: "resting",
  states: {
    resting: {
      initial: "unknown",
      on: {
        answered: { target: ".recognising", actions: see },
        listening: STRANGER_OR_NOT,
        silent: STRANGER_OR_NOT,
        "turned-away": STRANGER_OR_NOT,
        foreign: { target: ".present", reenter: true, actions: see },
        "out-of-reach": { target: ".present", reenter: true, actions: see },
        gone: [
          {
            guard: { type: "hasSeen", params: ["answered", "silent"] },
            target: "working.mourning",
            actions: see,
          },
          { guard: { type: "wants", params: "start" }, target: "working.starting", actions: see },
          { target: ".vacant", actions: see },
        ],
        start: [{ guard: "isUnseen", actions: want }, { target: "working.starting" }],
        stop: [{ guard: "isSpawned", target: "working.stopping", actions: want }, { actions: want }],
        restart: [{ guard: "isSpawned", target: "working.stopping", actions: want }, { actions: want }],
        ended: { guard: isOver, target: ".doubting" },
      },
      states: {
        unknown: {},

        /** Somebody is there: is it a process that we started, now or before a reload? */
        recognising: {
          always: { guard: "isRemote", target: "present" },
          invoke: {
            id: "recognise",
            src: "recognise",
            onDone: { target: "present", actions: assign({ process: ({ event }) => event.output }) },
            onError: { target: "present", actions: "forgetProcess" },
          },
        },
        present: {
          entry: "emitSeen",
          always: { guard: "wantsToEnd", target: "#service.working.stopping" },
          exit: "forgetWish",
        },
        /** Our process has ended. If somebody still answers, it was not ours that did. */
        doubting: {
          after: { silencePatience: { target: "recognising", actions: "forgetProcess" } },
        },

        /** Nobody is there: could we start one? */
        vacant: {
          entry: ["forgetProcess", "forgetWish"],
          always: [
            { guard: "isRemote", target: "absent" },
            { guard: { type: "wants", params: "restart" }, target: "#service.working.starting" },
          ],
          invoke: {
            id: "isInstalled",
            src: "isInstalled",
            onDone: [{ guard: ({ event }) => event.output, target: "absent" }, { target: "notInstalled" }],
            onError: "absent",
          },
        },
        absent: { entry: ["forgetWish", "emitStopped"] },
        notInstalled: {
          entry: ["forgetWish", emit({ type: "service.not-installed" })],
          initial: "believed",
          states: {
            believed: { on: { "look-again": "doubted" } },
            /** It is looked for again; that it is still not there is no news. */
            doubted: {
              invoke: {
                id: "isInstalled",
                src: "isInstalled",
                onDone: [
                  { guard: ({ event }) => event.output, target: "#service.resting.absent" },
                  { target: "believed" },
                ],
                onError: "believed",
              },
            },
          },
        },

        /** What the last work came to has been said; the world may have changed meanwhile. */
        done: {
          entry: ["forgetProcess", "forgetWish"],
          always: [
            { guard: { type: "hasSeen", params: SOMEBODY }, target: "recognising" },
            { guard: { type: "hasSeen", params: ["foreign", "out-of-reach"] }, target: "present" },
          ],
        },
      },
    },

    working: {
      initial: "starting",
      on: {
        answered: { actions: see },
        listening: { actions: see },
        silent: { actions: see },
        foreign: { actions: see },
        "turned-away": { actions: see },
        "out-of-reach": { actions: see },
        gone: { actions: see },
      },
      states: {
        starting: {
          entry: ["forgetProcess", "forgetWish"],
          invoke: {
            id: "start",
            src: "start",
            onDone: {
              actions: [
                assign({ process: ({ event }) => event.output }),
                emit(({ event }) => ({ type: "service.spawned", process: event.output })),
              ],
            },
            onError: {
              target: "failing",
              actions: { type: "blame", params: ({ event }) => toFailure(event.error) },
            },
          },
          after: {
            startPatience: {
              target: "givingUp",
              actions: blame({ kind: "start-timed-out", afterMs: START_PATIENCE_MS }),
            },
          },
          on: {
            listening: {
              actions: [see, "emitSeen"],
            },
            stop: { actions: want },
            ended: {
              guard: isOver,
              target: "outlived",
              actions: { type: "blame", params: ({ event }) => ({ kind: "exited", exit: event.exit }) },
            },
          },
          always: [
            { guard: "wantsToEnd", target: "stopping" },
            // It may answer before we know its process: it is ours to stop only when we do.
            { guard: { type: "startedAs", params: "answered" }, target: "#service.resting.recognising" },
            { guard: { type: "startedAs", params: "turned-away" }, target: "#service.resting.present" },
          ],
        },
        /** The process that we started is no more. Somebody else may have been quicker, and have the port. */
        outlived: {
          always: [
            { guard: { type: "hasSeen", params: ["answered"] }, target: "#service.resting.done" },
            {
              guard: { type: "hasSeen", params: ["foreign"] },
              target: "failing",
              actions: blame({ kind: "port-in-use" }),
            },
            { target: "failing" },
          ],
        },
        givingUp: {
          invoke: {
            id: "stop",
            src: "stop",
            input: ({ context: { process } }) => ({ process }),
            onDone: "failing",
            onError: "failing",
          },
        },

        stopping: {
          invoke: {
            id: "stop",
            src: "stop",
            input: ({ context: { process } }) => ({ process }),
            onDone: "falling",
            onError: {
              target: "failing",
              actions: { type: "blame", params: ({ event }) => toFailure(event.error) },
            },
          },
        },
        /** Our process has ended. If the port still answers, it was somebody else's all along. */
        falling: {
          always: [
            { guard: "mayStartAgain", target: "starting" },
            { guard: "isSilent", target: "#service.resting.done", actions: "emitStopped" },
          ],
          after: { silencePatience: "#service.resting.done" },
        },

        /** It ended by itself: that is said at once, and why as soon as it is known. */
        mourning: {
          entry: "emitStopped",
          invoke: {
            id: "lastWords",
            src: "lastWords",
            input: ({ context: { process } }) => ({ process }),
            onDone: {
              target: "#service.resting.done",
              actions: emit(({ event }) => ({ type: "service.died", death: event.output })),
            },
            onError: "#service.resting.done",
          },
          on: { start: "starting" },
        },
        failing: {
          invoke: {
            id: "lastWords",
            src: "lastWords",
            input: ({ context: { process } }) => ({ process }),
            onDone: {
              target: "#service.resting.done",
              actions: emit(({ context, event }) => ({
                type: "service.failed",
                failure: context.failure,
                logLines: event.output.logLines,
              })),
            },
            onError: {
              target: "#service.resting.done",
              actions: emit(({ context }) => ({
                type: "service.failed",
                failure: context.failure,
                logLines: [],
              })),
            },
          },
        },
      },
    },
  },
});
