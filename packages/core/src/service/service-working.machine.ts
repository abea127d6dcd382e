import { assign, emit } from "xstate";
import { toFailure } from "../shared/failure.ts";
import { blame, blameError, see, setUp, START_PATIENCE_MS, want } from "./service-setup.machine.ts";

/** A request is carried out, to its end. */
export const working = setUp.createStateConfig({
  description: "Something is being done to the service; what is seen meanwhile is taken note of.",
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
      description: "A process is being started, or was, and does not answer yet.",
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
        onError: [
          {
            guard: { type: "isExit", params: ({ event }) => toFailure(event.error) },
            target: "outlived",
            actions: blameError,
          },
          { target: "failing", actions: blameError },
        ],
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
        // It may end before we know that it is the process that we have started.
        ended: { actions: { type: "noteEnd", params: ({ event }) => event } },
      },
      always: [
        { guard: "hasEnded", target: "outlived", actions: "blameEnd" },
        { guard: "wantsToEnd", target: "stopping" },
        // It may answer before we know its process, and without that we could not stop it: so wait for both.
        { guard: { type: "startedAs", params: "answered" }, target: "#service.resting.recognising" },
        { guard: { type: "startedAs", params: "turned-away" }, target: "#service.resting.present" },
      ],
    },
    outlived: {
      description:
        "The process that we started has ended. Another program may have taken the port before it.",
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
      description: "It did not answer in time: its process is ended.",
      invoke: {
        id: "stop",
        src: "stop",
        input: ({ context: { process } }) => ({ process }),
        onDone: "failing",
        onError: "failing",
      },
    },

    stopping: {
      description: "Our process is being ended.",
      invoke: {
        id: "stop",
        src: "stop",
        input: ({ context: { process } }) => ({ process }),
        onDone: "confirmingStop",
        onError: { target: "failing", actions: blameError },
      },
    },
    confirmingStop: {
      description: "Our process has ended. If the port still answers, another program had it all along.",
      always: [
        { guard: "mayStartAgain", target: "starting" },
        { guard: "isSilent", target: "#service.resting.done", actions: "emitStopped" },
      ],
      after: { silencePatience: "#service.resting.done" },
    },

    reportingDeath: {
      description: "It ended by itself: emitted at once, and the reason as soon as it is known.",
      entry: "emitStopped",
      invoke: {
        id: "lastOutput",
        src: "lastOutput",
        input: ({ context: { process } }) => ({ pid: process?.pid }),
        onDone: {
          target: "#service.resting.done",
          actions: emit(({ event }) => ({ type: "service.died", death: event.output })),
        },
        onError: "#service.resting.done",
      },
      on: { start: "starting" },
    },
    failing: {
      description: "The work has failed: emitted together with the last log output.",
      invoke: {
        id: "lastOutput",
        src: "lastOutput",
        input: ({ context: { process, ended } }) => ({ pid: process?.pid ?? ended?.pid }),
        onDone: {
          target: "#service.resting.done",
          actions: { type: "emitFailed", params: ({ event }) => event.output.logLines },
        },
        onError: { target: "#service.resting.done", actions: { type: "emitFailed", params: [] } },
      },
    },
  },
});
