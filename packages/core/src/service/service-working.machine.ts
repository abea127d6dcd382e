import { emit } from "xstate";
import { toFailure } from "../shared/failure.ts";
import { ourProcess } from "./owner.ts";
import type { Context } from "./service-context.ts";
import {
  emitOwner,
  missingProgram,
  noteFailure,
  noteError,
  noteOwner,
  noteSighting,
  setUp,
  START_PATIENCE_MS,
  noteRequest,
} from "./service-setup.machine.ts";

const TIMED_OUT = { kind: "start-timed-out", afterMs: START_PATIENCE_MS } as const;
const whoToStop = ({ context: { owner } }: { readonly context: Pick<Context, "owner"> }) => ({ owner });

/** A request is being carried out. */
export const working = setUp.createStateConfig({
  description: "A request is being carried out; sightings are only stored meanwhile.",
  initial: "starting",
  on: {
    answered: { actions: noteSighting },
    listening: { actions: noteSighting },
    silent: { actions: noteSighting },
    foreign: { actions: noteSighting },
    "turned-away": { actions: noteSighting },
    "out-of-reach": { actions: noteSighting },
    gone: { actions: noteSighting },
  },
  states: {
    starting: {
      description:
        "Its owner is being asked to start the service: a system may ask the person for rights first.",
      entry: ["forgetOwner", "forgetRequest"],
      invoke: {
        id: "start",
        src: "start",
        onDone: { target: "waiting", actions: [noteOwner, emitOwner] },
        onError: [
          {
            guard: { type: "isExit", params: ({ event }) => toFailure(event.error) },
            target: "outlived",
            actions: noteError,
          },
          {
            guard: { type: "isWithoutProgram", params: missingProgram },
            target: "#service.resting.unstartable.idle",
            actions: [
              { type: "noteProgram", params: missingProgram },
              { type: "emitMissing", params: missingProgram },
            ],
          },
          { target: "failing", actions: noteError },
        ],
      },
      on: {
        listening: { actions: [noteSighting, "emitListening"] },
        stop: { actions: noteRequest },
        // The process may end before `start` has reported its pid.
        ended: { actions: { type: "noteEnd", params: ({ event }) => event } },
      },
    },
    waiting: {
      description: "The service was started, and does not answer yet.",
      invoke: { id: "watchAddress", src: "watchAddress" },
      after: {
        startPatience: [
          { guard: "isOfOthers", target: "failing", actions: noteFailure({ ...TIMED_OUT, goesOn: true }) },
          { target: "givingUp", actions: noteFailure(TIMED_OUT) },
        ],
      },
      on: {
        listening: {
          actions: [noteSighting, "emitListening"],
        },
        stop: { actions: noteRequest },
        // Only with its process can it be stopped. The event comes again.
        "listens-elsewhere": {
          guard: "isSpawned",
          target: "givingUp",
          actions: {
            type: "noteFailure",
            params: ({ event }) => ({ kind: "listens-elsewhere", address: event.address }),
          },
        },
        ended: { actions: { type: "noteEnd", params: ({ event }) => event } },
      },
      always: [
        { guard: "hasEnded", target: "outlived", actions: "noteExitFailure" },
        { guard: "shouldStop", target: "stopping" },
        // It may have answered before `start` has reported its process, which we need to stop it.
        { guard: { type: "startedAs", params: "answered" }, target: "#service.resting.recognising" },
        { guard: { type: "startedAs", params: "turned-away" }, target: "#service.resting.present" },
      ],
    },
    outlived: {
      description:
        "The process that we started has ended, perhaps because another program took the port first.",
      always: [
        { guard: { type: "hasSeen", params: ["answered"] }, target: "#service.resting.done" },
        {
          guard: { type: "hasSeen", params: ["foreign"] },
          target: "failing",
          actions: noteFailure({ kind: "port-in-use" }),
        },
        { target: "failing" },
      ],
    },
    givingUp: {
      description: "It did not answer in time, or listens elsewhere: its process is being stopped.",
      invoke: {
        id: "stop",
        src: "stop",
        input: whoToStop,
        onDone: "failing",
        onError: "failing",
      },
    },

    stopping: {
      description: "The service is being stopped by its owner.",
      invoke: {
        id: "stop",
        src: "stop",
        input: whoToStop,
        onDone: "confirmingStop",
        onError: { target: "failing", actions: noteError },
      },
    },
    confirmingStop: {
      description: "The owner has stopped it. If the port still answers, another program has it.",
      always: [
        { guard: "mayStartAgain", target: "starting" },
        { guard: "isPortSilent", target: "#service.resting.done", actions: "emitStopped" },
      ],
      after: { silencePatience: "#service.resting.done" },
    },

    reportingDeath: {
      description: "The service ended by itself: this is emitted at once, the reason as soon as it is known.",
      entry: "emitStopped",
      invoke: {
        id: "lastOutput",
        src: "lastOutput",
        input: ({ context: { owner } }) => ({ pid: owner && ourProcess(owner)?.pid }),
        onDone: {
          target: "#service.resting.done",
          actions: emit(({ event }) => ({ type: "service.died", death: event.output })),
        },
        onError: "#service.resting.done",
      },
      on: { start: "starting" },
    },
    failing: {
      description: "The request has failed: this is emitted together with the last log output.",
      invoke: {
        id: "lastOutput",
        src: "lastOutput",
        input: ({ context: { owner, ended } }) => ({ pid: (owner && ourProcess(owner)?.pid) ?? ended?.pid }),
        onDone: {
          target: "reported",
          actions: { type: "emitFailed", params: ({ event }) => event.output.logLines },
        },
        onError: { target: "reported", actions: { type: "emitFailed", params: [] } },
      },
    },
    reported: {
      description: "It is known why the request has failed.",
      always: [
        { guard: "isPortSilent", target: "#service.resting.unstartable" },
        { target: "#service.resting.done" },
      ],
    },
  },
});
