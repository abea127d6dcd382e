import { emit } from "xstate";
import {
  emitOwner,
  emitStartable,
  foundProgram,
  isOver,
  MAYBE_OLLAMA,
  mayStopShown,
  noteOwner,
  noteProgram,
  noteRequest,
  noteSighting,
  setUp,
} from "./service-setup.machine.ts";

/** Who runs the service is found out once; the answer is valid until it ends. */
const RECOGNISE_IF_UNKNOWN = [
  { guard: "isOwnerKnown", target: ".present", reenter: true, actions: noteSighting },
  { target: ".recognising", actions: noteSighting },
] as const;

/** A stop that was meant for another owner is not carried out, and the person is told. */
const DROP = ["emitOtherOwner", "forgetRequest"] as const;

/** Sightings are emitted at once. A request is started as soon as it is known who runs the service. */
export const resting = setUp.createStateConfig({
  description: "No request is being carried out; sightings are emitted at once.",
  initial: "unknown",
  on: {
    answered: { target: ".recognising", actions: noteSighting },
    listening: RECOGNISE_IF_UNKNOWN,
    silent: RECOGNISE_IF_UNKNOWN,
    "turned-away": RECOGNISE_IF_UNKNOWN,
    foreign: { target: ".present", reenter: true, actions: noteSighting },
    "out-of-reach": { target: ".present", reenter: true, actions: noteSighting },
    gone: [
      {
        guard: { type: "hasSeen", params: ["answered", "silent"] },
        target: "working.reportingDeath",
        actions: noteSighting,
      },
      { guard: { type: "isRequested", params: "start" }, target: "working.starting", actions: noteSighting },
      { target: ".vacant", actions: noteSighting },
    ],
    start: [{ guard: "isUnseen", actions: noteRequest }, { target: "working.starting" }],
    stop: [
      { guard: mayStopShown, target: "working.stopping", actions: noteRequest },
      { actions: noteRequest },
    ],
    restart: [
      { guard: mayStopShown, target: "working.stopping", actions: noteRequest },
      { actions: noteRequest },
    ],
    ended: { guard: isOver, target: ".confirmingEnd" },
  },
  states: {
    unknown: {
      description: "There was no sighting yet.",
      after: { memoryPatience: { actions: emit({ type: "service.unseen" }) } },
    },

    recognising: {
      description: "Checks whether the running service is one that is known from before.",
      always: { guard: "isBeyondControl", target: "present" },
      invoke: {
        id: "recognise",
        src: "recognise",
        onDone: { target: "recognised", actions: noteOwner },
        onError: { target: "recognised", actions: "forgetOwner" },
      },
    },
    recognised: {
      description: "It may be known who runs the service: a request that waited for this is started.",
      always: [
        { guard: "shouldStop", target: "#service.working.stopping" },
        { guard: "isForAnother", target: "present", actions: DROP },
        { guard: "isStopWaiting", target: "identifying" },
        { target: "present" },
      ],
    },
    identifying: {
      description: "A stop waits until it is found out who runs the service.",
      invoke: {
        id: "detect",
        src: "detect",
        onDone: { target: "identified", actions: noteOwner },
        onError: "identified",
      },
    },
    identified: {
      description: "The stop is carried out only if the service is run by the owner that was shown.",
      always: [
        { guard: "shouldStop", target: "#service.working.stopping" },
        { target: "present", actions: DROP },
      ],
    },
    present: {
      description: "A service is running.",
      entry: "emitSeen",
      exit: "forgetRequest",
      initial: "seen",
      states: {
        seen: {
          description: "It was emitted what was seen.",
          always: [{ guard: "isOwnerMissing", target: "detecting" }, { target: "owned" }],
        },
        detecting: {
          description: "Finds out who runs the service.",
          invoke: {
            id: "detect",
            src: "detect",
            onDone: { target: "owned", actions: [noteOwner, emitOwner] },
            onError: "owned",
          },
        },
        owned: {
          description: "It is known who runs the service, if that can be found out.",
          always: [
            { guard: "shouldStop", target: "#service.working.stopping" },
            { guard: "isForAnother", target: "#service.resting.present", reenter: true, actions: DROP },
          ],
        },
      },
    },
    confirmingEnd: {
      description: "Our process has ended. If the port still answers, another program has it.",
      after: { silencePatience: { target: "recognising", actions: "forgetOwner" } },
    },

    vacant: {
      description: "No service is running. Checks whether one could be started.",
      entry: ["forgetOwner", "forgetRequest"],
      always: [
        { guard: "isBeyondControl", target: "absent", actions: "emitStopped" },
        { guard: { type: "isRequested", params: "restart" }, target: "#service.working.starting" },
      ],
      invoke: {
        id: "findProgram",
        src: "findProgram",
        onDone: [
          {
            guard: { type: "isMissing", params: foundProgram },
            target: "unstartable.idle",
            actions: [noteProgram, { type: "emitMissing", params: foundProgram }],
          },
          { target: "absent", actions: emitStartable },
        ],
        onError: { target: "absent", actions: "emitStopped" },
      },
    },
    absent: {
      description: "No service is running, and one could be started.",
      entry: "forgetRequest",
    },
    unstartable: {
      description:
        "No service is running, and starting one would fail: there is no program, or it has just failed.",
      entry: "forgetWork",
      exit: "forgetProgram",
      initial: "noting",
      states: {
        noting: {
          description: "Notes which program has failed.",
          invoke: {
            id: "findProgram",
            src: "findProgram",
            onDone: { target: "idle", actions: noteProgram },
            onError: "idle",
          },
        },
        idle: {
          description: "Waits until there may be another program.",
          on: { "look-again": "checking" },
        },
        checking: {
          description:
            "Looks for a program again; emits nothing if it is the same, or missing for the same reason.",
          invoke: {
            id: "findProgram",
            src: "findProgram",
            onDone: [
              { guard: { type: "isSameProgram", params: foundProgram }, target: "idle" },
              {
                guard: { type: "isMissing", params: foundProgram },
                target: "idle",
                actions: [noteProgram, { type: "emitMissing", params: foundProgram }],
              },
              { guard: { type: "isObstructed", params: foundProgram }, target: "idle", actions: noteProgram },
              { target: "#service.resting.absent", actions: emitStartable },
            ],
            onError: "idle",
          },
        },
      },
    },

    done: {
      description: "The result of the last request has been emitted; the last sighting is used now.",
      entry: "forgetWork",
      always: [
        { guard: { type: "hasSeen", params: MAYBE_OLLAMA }, target: "recognising" },
        { guard: { type: "hasSeen", params: ["foreign", "out-of-reach"] }, target: "present" },
      ],
    },
  },
});
