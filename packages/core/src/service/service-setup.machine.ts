import { assign, emit, setup, type ObservableActorLogic, type PromiseActorLogic } from "xstate";
import { toFailure, type Failure } from "../shared/failure.ts";
import type { WithoutHost } from "../hosts/host.ts";
import type { Death, ProcessIdentity, ServiceEvent } from "./service-events.ts";
import type { ServiceRequest } from "./service.ts";
import type { Ended, Sighting } from "./sighting.ts";
import { factOf, failureIn, isSilent, type Context } from "./service-context.ts";

/** Milliseconds a service of ours gets until it answers; looking for GPUs may take half of it (docs/ollama.md §4.2). */
export const START_PATIENCE_MS = 60_000;

/** Milliseconds within which the port must fall silent once our process has ended; else somebody else's has it. */
export const SILENCE_PATIENCE_MS = 2_000;

type Command = { readonly type: ServiceRequest };
type OfProcess = { readonly process: ProcessIdentity | undefined };

/** What the states of the service machine are made of. */
export const setUp = setup({
  types: {} as {
    input: { readonly isRemote: boolean };
    context: Context;
    events: Command | { readonly type: "look-again" } | Ended | Sighting;
    emitted: WithoutHost<ServiceEvent>;
  },
  actors: {
    watch: {} as ObservableActorLogic<Sighting | Ended, void>,
    isInstalled: {} as PromiseActorLogic<boolean>,
    recognise: {} as PromiseActorLogic<ProcessIdentity | undefined>,
    start: {} as PromiseActorLogic<ProcessIdentity>,
    stop: {} as PromiseActorLogic<void, OfProcess>,
    lastOutput: {} as PromiseActorLogic<Death, { readonly pid: number | undefined }>,
  },
  guards: {
    isRemote: ({ context }) => context.isRemote,
    isSpawned: ({ context }) => context.process !== undefined,
    isUnseen: ({ context }) => context.seen === undefined,
    hasSeen: ({ context }, types: readonly Sighting["type"][]) =>
      context.seen !== undefined && types.includes(context.seen.type),
    wants: ({ context }, wanted: ServiceRequest) => context.wanted === wanted,
    wantsToEnd: ({ context: { wanted, process } }) =>
      process !== undefined && (wanted === "stop" || wanted === "restart"),
    startedAs: ({ context: { seen, process } }, type: Sighting["type"]) =>
      process !== undefined && seen?.type === type,
    isOver: ({ context: { process } }, pid: number) => process?.pid === pid,
    hasEnded: ({ context: { process, ended } }) => process !== undefined && process.pid === ended?.pid,
    isExit: (_, failure: Failure) => failure.kind === "exited",
    isSilent: ({ context }) => isSilent(context),
    mayStartAgain: ({ context }) => isSilent(context) && context.wanted === "restart",
  },
  actions: {
    see: assign((_, seen: Sighting) => ({ seen })),
    want: assign((_, { type }: Command) => ({ wanted: type })),
    forgetWish: assign({ wanted: undefined }),
    forgetProcess: assign({ process: undefined, ended: undefined }),
    forgetWork: assign({ process: undefined, wanted: undefined, ended: undefined, failure: undefined }),
    noteEnd: assign((_, ended: Ended) => ({ ended })),
    blame: assign((_, failure: Failure) => ({ failure })),
    blameEnd: assign(({ context: { ended } }) => ({
      failure: ended && { kind: "exited", exit: ended.exit },
    })),
    emitFailed: emit(({ context }, logLines: readonly string[]) => ({
      type: "service.failed",
      failure: failureIn(context),
      logLines,
    })),
    emitStopped: emit({ type: "service.stopped" }),
    emitSeen: emit(({ context }: { context: Context }) => factOf(context)),
  },
  delays: { startPatience: START_PATIENCE_MS, silencePatience: SILENCE_PATIENCE_MS },
});

/** Takes note of a sighting. */
export const see = { type: "see", params: ({ event }: { readonly event: Sighting }) => event } as const;
/** Takes note of a request, to be met later. */
export const want = { type: "want", params: ({ event }: { readonly event: Command }) => event } as const;
/** Whether the process that has ended is the one that is ours. */
export const isOver = {
  type: "isOver",
  params: ({ event }: { readonly event: Ended }) => event.pid,
} as const;
/** Says why the work fails. */
export const blame = (failure: Failure) => ({ type: "blame", params: failure }) as const;
/** The same, of what a port has rejected with. */
export const blameError = {
  type: "blame",
  params: ({ event }: { readonly event: { readonly error: unknown } }) => toFailure(event.error),
} as const;
