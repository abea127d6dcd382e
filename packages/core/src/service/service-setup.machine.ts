import { assign, emit, setup, type ObservableActorLogic, type PromiseActorLogic } from "xstate";
import { toFailure, type Failure } from "../shared/failure.ts";
import { isSameJson } from "../shared/same-json.ts";
import type { WithoutHost } from "../hosts/host.ts";
import { canOf, endsLater, isSameOwner, ourProcess, type Owner } from "./owner.ts";
import type { Death, ServiceEvent } from "./service-events.ts";
import type { FoundProgram } from "./program.ts";
import type { ServiceRequest } from "./service.ts";
import type { Ended, ListensElsewhere, Sighting } from "./sighting.ts";
import { factOf, isPortSilent, type Context } from "./service-context.ts";

/** How long a started service may take to answer; looking for GPUs may take half of that (docs/ollama.md §4.2). */
export const START_PATIENCE_MS = 60_000;

/** How long the port may still answer after the owner has stopped the service; after that, another program has it. */
const SILENCE_PATIENCE_MS = 2_000;
/** The same for owners that go on stopping it after they were asked. */
const LATER_SILENCE_PATIENCE_MS = 35_000;

/** How long the situation of an earlier session may be shown while nothing is known yet. */
const MEMORY_PATIENCE_MS = 1_500;

/** Sightings of something that may be Ollama. */
export const MAYBE_OLLAMA: readonly Sighting["type"][] = ["answered", "listening", "silent", "turned-away"];

type Command =
  | { readonly type: "start" }
  /** `owner` was shown to run the service: no other one is stopped. */
  | { readonly type: "stop" | "restart"; readonly owner: Owner };
type StopInput = { readonly owner: Owner | undefined };

/** Whether it is known that the service is run by the owner that was shown, and it can be stopped. */
const mayStop = (owner: Owner | undefined, shown: Owner | undefined): boolean =>
  owner !== undefined && shown !== undefined && isSameOwner(owner, shown) && canOf(owner).stop.kind !== "no";

const isToStop = ({ requested }: Pick<Context, "requested">): boolean =>
  requested === "stop" || requested === "restart";

const isKnownOwner = ({ owner }: Pick<Context, "owner">): boolean =>
  owner !== undefined && owner.kind !== "looking";

/** Whether what may be Ollama runs here, and it is not known who runs it. */
const isOwnerMissing = ({ owner, seen, isBeyondControl }: Context): boolean =>
  !isBeyondControl && seen !== undefined && MAYBE_OLLAMA.includes(seen.type) && !isKnownOwner({ owner });

/** Our process, if it runs. */
const processIn = ({ owner }: Pick<Context, "owner">) => owner && ourProcess(owner);

/** Only for states that are entered with a failure: elsewhere it throws. */
function failureIn({ failure }: Pick<Context, "failure">): Failure {
  if (!failure) throw new Error("the service machine is failing without a failure");
  return failure;
}

/** The types, actors, guards, actions and delays of the service machine. */
export const setUp = setup({
  types: {} as {
    input: { readonly isBeyondControl: boolean };
    context: Context;
    events: Command | { readonly type: "look-again" } | Ended | ListensElsewhere | Sighting;
    emitted: WithoutHost<ServiceEvent>;
  },
  actors: {
    watch: {} as ObservableActorLogic<Sighting | Ended, void>,
    findProgram: {} as PromiseActorLogic<FoundProgram>,
    recognise: {} as PromiseActorLogic<Owner>,
    detect: {} as PromiseActorLogic<Owner>,
    start: {} as PromiseActorLogic<Owner>,
    watchAddress: {} as ObservableActorLogic<ListensElsewhere, void>,
    stop: {} as PromiseActorLogic<void, StopInput>,
    lastOutput: {} as PromiseActorLogic<Death, { readonly pid: number | undefined }>,
  },
  guards: {
    isBeyondControl: ({ context }) => context.isBeyondControl,
    isSpawned: ({ context }) => processIn(context) !== undefined,
    /** Whether it is known who runs the service, and that is not Paddock. */
    isOfOthers: ({ context: { owner } }) => owner !== undefined && owner.kind !== "paddock",
    isOwnerKnown: ({ context }) => isKnownOwner(context),
    isOwnerMissing: ({ context }) => isOwnerMissing(context),
    mayStop: ({ context: { owner } }, shown: Owner) => mayStop(owner, shown),
    isUnseen: ({ context }) => context.seen === undefined,
    hasSeen: ({ context }, types: readonly Sighting["type"][]) =>
      context.seen !== undefined && types.includes(context.seen.type),
    isRequested: ({ context }, requested: ServiceRequest) => context.requested === requested,
    shouldStop: ({ context }) => isToStop(context) && mayStop(context.owner, context.shown),
    /** Whether the stop that was requested was meant for another owner than the one that was found. */
    isForAnother: ({ context }) =>
      isToStop(context) && isKnownOwner(context) && !mayStop(context.owner, context.shown),
    /** Whether a stop waits until it is known who runs the service. */
    isStopWaiting: ({ context }) => isToStop(context) && isOwnerMissing(context),
    startedAs: ({ context: { seen, owner } }, type: Sighting["type"]) =>
      owner !== undefined && seen?.type === type,
    isOver: ({ context }, pid: number) => processIn(context)?.pid === pid,
    hasEnded: ({ context }) => context.ended !== undefined && processIn(context)?.pid === context.ended.pid,
    isExit: (_, failure: Failure) => failure.kind === "exited",
    isMissing: (_, found: FoundProgram) => found.kind !== "found",
    /** Whether it would not be started with the variables of the settings. */
    isObstructed: (_, found: FoundProgram) => found.kind === "found" && found.obstacles !== undefined,
    /** Whether there was no program to start, and nothing else runs there either. */
    isWithoutProgram: ({ context }, missing: FoundProgram | undefined) =>
      missing !== undefined && isPortSilent(context),
    isSameProgram: ({ context }, found: FoundProgram) => isSameJson(found, context.found),
    isPortSilent: ({ context }) => isPortSilent(context),
    mayStartAgain: ({ context }) => isPortSilent(context) && context.requested === "restart",
  },
  actions: {
    noteSighting: assign((_, seen: Sighting) => ({ seen })),
    noteRequest: assign((_, command: Command) => ({
      requested: command.type,
      shown: command.type === "start" ? undefined : command.owner,
    })),
    forgetRequest: assign({ requested: undefined, shown: undefined }),
    forgetOwner: assign({ owner: undefined, ended: undefined }),
    forgetWork: assign({
      owner: undefined,
      requested: undefined,
      shown: undefined,
      ended: undefined,
      failure: undefined,
    }),
    noteOwner: assign((_, owner: Owner) => ({ owner })),
    noteEnd: assign((_, ended: Ended) => ({ ended })),
    noteFailure: assign((_, failure: Failure) => ({ failure })),
    noteExitFailure: assign(({ context: { ended } }) => ({
      failure: ended && { kind: "exited", exit: ended.exit },
    })),
    emitFailed: emit(({ context }, logLines: readonly string[]) => ({
      type: "service.failed",
      failure: failureIn(context),
      logLines,
    })),
    emitOtherOwner: emit({ type: "service.failed", failure: { kind: "other-owner" }, logLines: [] }),
    noteProgram: assign((_, found: FoundProgram | undefined) => ({ found })),
    forgetProgram: assign({ found: undefined }),
    emitMissing: emit((_, found: FoundProgram | undefined) => ({
      type: "service.not-installed",
      ...(found?.kind === "no-executable" && { path: found.path }),
    })),
    emitStopped: emit({ type: "service.stopped" }),
    emitStartable: emit((_, found: FoundProgram) => ({
      type: "service.stopped",
      ...(found.kind === "found" && { owner: found.owner }),
    })),
    emitOwner: emit((_, owner: Owner) => {
      const process = ourProcess(owner);
      return process ? { type: "service.spawned", process } : { type: "service.owned", owner };
    }),
    /** What is being started has opened its port. */
    emitListening: emit({ type: "service.starting", portOpen: true }),
    emitSeen: emit(({ context }: { context: Context }) => factOf(context)),
  },
  delays: {
    startPatience: START_PATIENCE_MS,
    silencePatience: ({ context: { owner } }) =>
      owner && endsLater(owner) ? LATER_SILENCE_PATIENCE_MS : SILENCE_PATIENCE_MS,
    memoryPatience: MEMORY_PATIENCE_MS,
  },
});

/** Stores a sighting. */
export const noteSighting = {
  type: "noteSighting",
  params: ({ event }: { readonly event: Sighting }) => event,
} as const;
/** Stores a request that cannot be started yet. */
export const noteRequest = {
  type: "noteRequest",
  params: ({ event }: { readonly event: Command }) => event,
} as const;
/** Whether the service can be stopped at once: it is run by the owner that was shown. */
export const mayStopShown = {
  type: "mayStop",
  params: ({ event }: { readonly event: Extract<Command, { readonly owner: Owner }> }) => event.owner,
} as const;
/** Whether the process that has ended is ours. */
export const isOver = {
  type: "isOver",
  params: ({ event }: { readonly event: Ended }) => event.pid,
} as const;
type FoundEvent = { readonly event: { readonly output: FoundProgram } };
type ErrorEvent = { readonly event: { readonly error: unknown } };

/** Who runs the service, as an actor has found out. */
const foundOwner = ({ event }: { readonly event: { readonly output: Owner } }): Owner => event.output;
/** Stores who runs the service. */
export const noteOwner = { type: "noteOwner", params: foundOwner } as const;
/** Emits who runs the service. */
export const emitOwner = { type: "emitOwner", params: foundOwner } as const;

/** The program that was found, or why there is none. */
export const foundProgram = ({ event }: FoundEvent): FoundProgram => event.output;
/** Why there is no program to start, if a start failed because of that. */
export function missingProgram({ event }: ErrorEvent): FoundProgram | undefined {
  const failure = toFailure(event.error);
  return failure.kind === "not-installed" || failure.kind === "no-executable" ? failure : undefined;
}
/** Emits that nothing runs, and who would start it. */
export const emitStartable = { type: "emitStartable", params: foundProgram } as const;
/** Stores which program was found. */
export const noteProgram = { type: "noteProgram", params: foundProgram } as const;
/** Stores why the request failed. */
export const noteFailure = (failure: Failure) => ({ type: "noteFailure", params: failure }) as const;
/** Stores the failure that a port rejected with. */
export const noteError = {
  type: "noteFailure",
  params: ({ event }: { readonly event: { readonly error: unknown } }) => toFailure(event.error),
} as const;
