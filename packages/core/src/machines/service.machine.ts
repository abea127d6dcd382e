import { assign, emit, setup, type ObservableActorLogic, type PromiseActorLogic } from "xstate";
import { toFailure, type Failure } from "../domain/failure.ts";
import type { Control, Death, ProcessIdentity, ServiceEvent } from "../domain/service.ts";
import type { Started } from "../ports/service-controller.ts";
import type { Sighting } from "../sources/watch-service.ts";

/** Milliseconds a service of ours gets until it answers; looking for GPUs may take half of it (reference §4.2). */
export const START_PATIENCE_MS = 60_000;

/** Milliseconds within which the port must fall silent once our process has ended; else somebody else's has it. */
export const SILENCE_PATIENCE_MS = 2_000;

type Context = {
  readonly isRemote: boolean;
  /** The process that is ours to stop. */
  readonly process: ProcessIdentity | undefined;
  /** What answers on the port just now, if anything does. */
  readonly version: string | undefined;
  readonly failure: Failure;
  /** Whether it is to start again once it has stopped. */
  readonly isRestart: boolean;
};

type OfProcess = { readonly process: ProcessIdentity | undefined };

const service = setup({
  types: {} as {
    input: { readonly isRemote: boolean };
    context: Context;
    events:
      | { readonly type: "start" }
      | { readonly type: "stop" }
      | { readonly type: "restart" }
      | { readonly type: "look-again" }
      | Sighting
      | Started;
    emitted: ServiceEvent;
  },
  actors: {
    watch: {} as ObservableActorLogic<Sighting, void>,
    isInstalled: {} as PromiseActorLogic<boolean>,
    recognise: {} as PromiseActorLogic<ProcessIdentity | undefined>,
    start: {} as ObservableActorLogic<Started, void>,
    stop: {} as PromiseActorLogic<void, OfProcess>,
    lastWords: {} as PromiseActorLogic<Death, OfProcess>,
  },
  guards: {
    isRemote: ({ context }) => context.isRemote,
    isSpawned: ({ context }) => context.process !== undefined,
    isAnswered: ({ context }) => context.version !== undefined,
    isRestart: ({ context }) => context.isRestart,
  },
  actions: {
    forgetProcess: assign({ process: undefined, isRestart: false }),
    forgetVersion: assign({ version: undefined }),
    emitStopped: emit({ type: "service.stopped" }),
    emitRunning: emit(({ context }: { context: Context }) => ({
      type: "service.running",
      version: context.version ?? "",
      control: controlOf(context),
      ...(context.process && { process: context.process }),
    })),
    emitPortOpen: emit(({ context }: { context: Context }) => ({
      type: "service.starting",
      portOpen: true,
      control: controlOf(context),
    })),
  },
  delays: { startPatience: START_PATIENCE_MS, silencePatience: SILENCE_PATIENCE_MS },
});

/**
 * Starts and stops the service, and sees it come and go by itself. The one author of service facts: sightings reach the
 * log only through here, and each state says what a sighting means there.
 */
export const serviceMachine = service.createMachine({
  id: "service",
  context: ({ input: { isRemote } }) => ({
    isRemote,
    process: undefined,
    version: undefined,
    failure: { kind: "unexpected", detail: "nothing failed" },
    isRestart: false,
  }),
  invoke: { src: "watch" },
  initial: "unknown",
  on: {
    answered: { target: ".recognising", actions: assign({ version: ({ event }) => event.version }) },
    gone: { target: ".vacant", actions: "forgetVersion" },
    listening: ".awakening",
    silent: ".notAnswering",
    foreign: ".portTaken",
    "turned-away": {
      target: ".waiting",
      actions: emit(({ event }) => ({ type: "service.refused", failure: event.failure })),
    },
    "out-of-reach": {
      target: ".waiting",
      actions: emit(({ event }) => ({ type: "service.unreachable", failure: event.failure })),
    },
    start: ".starting",
  },
  states: {
    unknown: {},

    /** Somebody answers: is it a process that we started, now or before a reload? */
    recognising: {
      always: { guard: "isRemote", target: "running" },
      invoke: {
        src: "recognise",
        onDone: { target: "running", actions: assign({ process: ({ event }) => event.output }) },
        onError: { target: "running", actions: "forgetProcess" },
      },
    },
    running: {
      entry: "emitRunning",
      on: {
        gone: { target: "mourning", actions: "forgetVersion" },
        stop: { target: "stopping", actions: assign({ isRestart: false }) },
        restart: { target: "stopping", actions: assign({ isRestart: true }) },
        start: {},
      },
    },
    /** It ended by itself: that is said at once, and why as soon as it is known. */
    mourning: {
      entry: "emitStopped",
      invoke: {
        src: "lastWords",
        input: ({ context: { process } }) => ({ process }),
        onDone: {
          target: "free",
          actions: emit(({ event }) => ({ type: "service.died", death: event.output })),
        },
        onError: "free",
      },
      exit: "forgetProcess",
      on: { gone: {} },
    },

    /** Nobody is there: could we start one? */
    vacant: {
      always: { guard: "isRemote", target: "stopped" },
      invoke: {
        src: "isInstalled",
        onDone: [{ guard: ({ event }) => event.output, target: "stopped" }, { target: "notInstalled" }],
        onError: "stopped",
      },
    },
    stopped: { entry: "emitStopped", always: "free" },
    notInstalled: {
      entry: emit({ type: "service.not-installed" }),
      on: { gone: {}, "look-again": "vacant" },
    },
    free: { on: { gone: {} } },

    starting: {
      entry: assign({ process: undefined, version: undefined }),
      invoke: {
        src: "start",
        onError: {
          target: "failed",
          actions: assign({ failure: ({ event }) => toFailure(event.error) }),
        },
      },
      after: {
        startPatience: {
          target: "givingUp",
          actions: assign({ failure: { kind: "start-timed-out", afterMs: START_PATIENCE_MS } }),
        },
      },
      on: {
        spawned: {
          actions: [
            assign({ process: ({ event }) => event.process }),
            emit(({ event }) => ({ type: "service.spawned", process: event.process })),
          ],
        },
        exited: [
          // Another one was quicker, and has the port.
          { guard: "isAnswered", target: "recognising", actions: "forgetProcess" },
          {
            target: "failed",
            actions: assign({ failure: ({ event }) => ({ kind: "exited", exit: event.exit }) }),
          },
        ],
        // It may answer before we know its process: it is ours to stop only when we do.
        answered: { actions: assign({ version: ({ event }) => event.version }) },
        listening: { actions: "emitPortOpen" },
        stop: { target: "stopping", actions: assign({ isRestart: false }) },
        gone: {},
        silent: {},
        start: {},
      },
      always: {
        guard: ({ context }) => context.process !== undefined && context.version !== undefined,
        target: "recognising",
      },
    },
    givingUp: {
      invoke: {
        src: "stop",
        input: ({ context: { process } }) => ({ process }),
        onDone: "failed",
        onError: "failed",
      },
      on: { gone: {}, silent: {}, listening: {}, answered: {}, start: {} },
    },

    stopping: {
      invoke: {
        src: "stop",
        input: ({ context: { process } }) => ({ process }),
        onDone: "falling",
        onError: {
          target: "failed",
          actions: assign({ failure: ({ event }) => toFailure(event.error) }),
        },
      },
      on: {
        gone: { actions: "forgetVersion" },
        answered: { actions: assign({ version: ({ event }) => event.version }) },
        listening: {},
        silent: {},
        start: {},
      },
    },
    /** Our process has ended. If the port still answers, it was somebody else's all along. */
    falling: {
      always: [
        {
          guard: ({ context }) => context.version === undefined && context.isRestart,
          target: "starting",
          actions: "forgetProcess",
        },
        {
          guard: ({ context }) => context.version === undefined,
          target: "stopped",
          actions: "forgetProcess",
        },
      ],
      after: { silencePatience: { target: "recognising", actions: "forgetProcess" } },
      on: {
        gone: { actions: "forgetVersion" },
        start: {},
      },
    },
    failed: {
      invoke: {
        src: "lastWords",
        input: ({ context: { process } }) => ({ process }),
        onDone: {
          target: "free",
          actions: emit(({ context, event }) => ({
            type: "service.failed",
            failure: context.failure,
            logLines: event.output.logLines,
          })),
        },
        onError: {
          target: "free",
          actions: emit(({ context }) => ({
            type: "service.failed",
            failure: context.failure,
            logLines: [],
          })),
        },
      },
      exit: "forgetProcess",
      on: { gone: {} },
    },

    awakening: { entry: "emitPortOpen", on: { start: {} } },
    notAnswering: {
      entry: emit({ type: "service.not-answering" }),
      on: {
        gone: { target: "mourning", actions: "forgetVersion" },
        stop: { target: "stopping", actions: assign({ isRestart: false }) },
        restart: { target: "stopping", actions: assign({ isRestart: true }) },
        start: {},
      },
    },
    portTaken: { entry: emit({ type: "service.port-taken" }), on: { start: {} } },
    /** Somebody is there whom we cannot speak to, or whom we cannot reach. */
    waiting: {},
  },
});

function controlOf({ isRemote, process }: Context): Control {
  if (isRemote) return "remote";
  return process ? "ours" : "not-ours";
}
