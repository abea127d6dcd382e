import { assign, emit } from "xstate";
import { see, isOver, setUp, want } from "./service-setup.machine.ts";
import type { Sighting } from "./sighting.ts";

/** Sightings of what may be Ollama. */
const SOMEBODY: readonly Sighting["type"][] = ["answered", "listening", "silent", "turned-away"];

/** Whether the service is ours is found out once; the answer holds until its process ends. */
const RECOGNISE_ONCE = [
  { guard: "isSpawned", target: ".present", reenter: true, actions: see },
  { target: ".recognising", actions: see },
] as const;

/** What is seen counts at once, and what is asked for is begun as soon as it is known whose the service is. */
export const resting = setUp.createStateConfig({
  description: "Nothing is being done to the service; whatever is seen of it counts at once.",
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
    unknown: { description: "Nothing was seen of it yet." },

    recognising: {
      description: "A service is there: is it a process that we started, now or before a reload?",
      always: { guard: "isRemote", target: "present" },
      invoke: {
        id: "recognise",
        src: "recognise",
        onDone: { target: "present", actions: assign({ process: ({ event }) => event.output }) },
        onError: { target: "present", actions: "forgetProcess" },
      },
    },
    present: {
      description: "A service is there, and it is known whose it is.",
      entry: "emitSeen",
      always: { guard: "wantsToEnd", target: "#service.working.stopping" },
      exit: "forgetWish",
    },
    confirmingEnd: {
      description: "Our process has ended. If the port still answers, another program had it.",
      after: { silencePatience: { target: "recognising", actions: "forgetProcess" } },
    },

    vacant: {
      description: "No service is there: could we start one?",
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
    absent: {
      description: "No service is there, and one could be started.",
      entry: ["forgetWish", "emitStopped"],
    },
    notInstalled: {
      description: "There is no Ollama to start.",
      entry: ["forgetWish", emit({ type: "service.not-installed" })],
      initial: "idle",
      states: {
        idle: {
          description: "Waits until it may have been installed.",
          on: { "look-again": "checking" },
        },
        checking: {
          description: "Looks for it again; emits nothing where it is still missing.",
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

    done: {
      description: "The result of the last work has been emitted; what was seen meanwhile counts now.",
      entry: "forgetWork",
      always: [
        { guard: { type: "hasSeen", params: SOMEBODY }, target: "recognising" },
        { guard: { type: "hasSeen", params: ["foreign", "out-of-reach"] }, target: "present" },
      ],
    },
  },
});
