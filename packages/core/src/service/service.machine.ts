import { assign, emit, setup, type ObservableActorLogic, type PromiseActorLogic } from "xstate";
import { toFailure, type Failure } from "../shared/failure.ts";
import type { Asked, Death, ProcessIdentity, ServiceEvent } from "./service.ts";
import type { Ended } from "./service-controller.port.ts";
import type { Sighting } from "./sighting.ts";
import { factOf, isSilent, type Context } from "./service-context.ts";

/** Milliseconds a service of ours gets until it answers; looking for GPUs may take half of it (docs/ollama.md §4.2). */
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

/** Whether the service is ours is found out once; the answer holds until its process ends. */
const RECOGNISE_ONCE = [
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
        listening: RECOGNISE_ONCE,
        silent: RECOGNISE_ONCE,
        "turned-away": RECOGNISE_ONCE,
        foreign: { target: ".present", reenter: true, actions: see },
        "out-of-reach": { target: ".present", reenter: true, actions: see },
        gone: [
          {
            guard: { type: "hasSeen", params: ["answered", "silent"] },
            target: "working.reportingDeath",
            actions: see,
          },
          { guard: { type: "wants", params: "start" }, target: "working.starting", actions: see },
          { target: ".vacant", actions: see },
        ],
        start: [{ guard: "isUnseen", actions: want }, { target: "working.starting" }],
        stop: [{ guard: "isSpawned", target: "working.stopping", actions: want }, { actions: want }],
        restart: [{ guard: "isSpawned", target: "working.stopping", actions: want }, { actions: want }],
        ended: { guard: isOver, target: ".confirmingEnd" },
      },
      states: {
        unknown: {},

        /** A service is there: is it a process that we started, now or before a reload? */
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
        /** Our process has ended. If the port still answers, another program had it. */
        confirmingEnd: {
          after: { silencePatience: { target: "recognising", actions: "forgetProcess" } },
        },

        /** No service is there: could we start one? */
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
          initial: "idle",
          states: {
            idle: { on: { "look-again": "checking" } },
            /** Looks for it again; emits nothing where it is still missing. */
            checking: {
              invoke: {
                id: "isInstalled",
                src: "isInstalled",
                onDone: [
                  { guard: ({ event }) => event.output, target: "#service.resting.absent" },
                  { target: "idle" },
                ],
                onError: "idle",
              },
            },
          },
        },

        /** The result of the last work has been emitted; what was seen meanwhile counts now. */
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
            // It may answer before we know its process, and without that we could not stop it: so wait for both.
            { guard: { type: "startedAs", params: "answered" }, target: "#service.resting.recognising" },
            { guard: { type: "startedAs", params: "turned-away" }, target: "#service.resting.present" },
          ],
        },
        /** The process that we started has ended. Another program may have taken the port before it. */
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
            onDone: "confirmingStop",
            onError: {
              target: "failing",
              actions: { type: "blame", params: ({ event }) => toFailure(event.error) },
            },
          },
        },
        /** Our process has ended. If the port still answers, another program had it all along. */
        confirmingStop: {
          always: [
            { guard: "mayStartAgain", target: "starting" },
            { guard: "isSilent", target: "#service.resting.done", actions: "emitStopped" },
          ],
          after: { silencePatience: "#service.resting.done" },
        },

        /** It ended by itself: emitted at once, and the reason as soon as it is known. */
        reportingDeath: {
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
