import { accept, refuse, type Decision, type Refusal } from "./decision.ts";
import type { Place } from "./message.ts";
import type { Endpoint, EndpointProblem } from "./endpoint.ts";
import type { AnswerFailure, Exit, Failure, ReachFailure } from "./failure.ts";

/** A process so described that no other can be mistaken for it, whatever became of its pid. */
export type ProcessIdentity = {
  readonly pid: number;
  /** As the operating system tells it; only compared, never read. */
  readonly startedAt: string;
  /** The program the process runs, as the operating system tells it. */
  readonly executable: string;
};

/** Whose a running service is: ours to stop, somebody else's on this machine, or on another machine. */
export type Control = "ours" | "not-ours" | "remote";

/** A service that ended though nobody here asked it to; `logLines` only where it was ours. */
export type Death = { readonly exit: Exit; readonly logLines: readonly string[] };

/** What can be so of the Ollama service. */
export type ServiceSituation =
  | { readonly kind: "unknown" }
  | {
      readonly kind: "misconfigured";
      readonly setting: string;
      readonly text: string;
      readonly problem: EndpointProblem;
    }
  | { readonly kind: "not-installed" }
  | { readonly kind: "stopped"; readonly death?: Death }
  | { readonly kind: "starting"; readonly portOpen: boolean }
  | { readonly kind: "running"; readonly version: string }
  | { readonly kind: "not-answering" }
  | { readonly kind: "stopping" }
  | { readonly kind: "failed"; readonly failure: Failure; readonly logLines: readonly string[] }
  | { readonly kind: "port-taken" }
  | { readonly kind: "refused"; readonly failure: AnswerFailure }
  | { readonly kind: "unreachable"; readonly failure: ReachFailure };

/** The one Ollama service that Paddock looks after. */
export type Service = {
  readonly endpoint?: Endpoint;
  /** Whether a simulator stands in for Ollama. */
  readonly isDemo: boolean;
  readonly control: Control;
  /** The process that is ours to stop, while it runs. */
  readonly process?: ProcessIdentity;
  readonly situation: ServiceSituation;
  /** What was asked for and is not done yet. */
  readonly asked?: Asked;
  /** Since when this is so, in time and in the order of events. */
  readonly sinceMs: number;
  readonly sinceSeq: number;
  /** Since when it is this one that is looked after, in the order of events: nothing before counts. */
  readonly aimedSeq: number;
};

/** What can be asked of a service. */
export type Asked = "start" | "stop" | "restart";

export type ServiceCommand =
  | { readonly type: "service.start" }
  | { readonly type: "service.stop" }
  | { readonly type: "service.restart" };

export type ServiceEvent =
  | {
      readonly type: "service.pointed";
      readonly endpoint: Endpoint;
      readonly isRemote: boolean;
      readonly isDemo: boolean;
    }
  | {
      readonly type: "service.misconfigured";
      readonly setting: string;
      readonly text: string;
      readonly problem: EndpointProblem;
    }
  | { readonly type: "service.start-requested" }
  | { readonly type: "service.stop-requested" }
  | { readonly type: "service.restart-requested" }
  | { readonly type: "service.starting"; readonly portOpen: boolean; readonly control: Control }
  | { readonly type: "service.spawned"; readonly process: ProcessIdentity }
  | {
      readonly type: "service.running";
      readonly version: string;
      readonly control: Control;
      readonly process?: ProcessIdentity;
    }
  | { readonly type: "service.not-answering"; readonly control: Control }
  | { readonly type: "service.stopped" }
  | { readonly type: "service.died"; readonly death: Death }
  | { readonly type: "service.not-installed" }
  | { readonly type: "service.failed"; readonly failure: Failure; readonly logLines: readonly string[] }
  | { readonly type: "service.port-taken" }
  | { readonly type: "service.refused"; readonly control: Control; readonly failure: AnswerFailure }
  | { readonly type: "service.unreachable"; readonly failure: ReachFailure };

export const initialService: Service = {
  isDemo: false,
  control: "not-ours",
  situation: { kind: "unknown" },
  sinceMs: 0,
  sinceSeq: 0,
  aimedSeq: 0,
};

/** Whether models can be asked for now. */
export const isRunning = ({ situation }: Service): boolean => situation.kind === "running";

export function evolveService(service: Service, event: ServiceEvent, { atMs, seq }: Place): Service {
  const since = { sinceMs: atMs, sinceSeq: seq };
  switch (event.type) {
    case "service.pointed": {
      const { endpoint, isRemote, isDemo } = event;
      const control = isRemote ? "remote" : "ours";
      return { endpoint, isDemo, control, situation: { kind: "unknown" }, ...since, aimedSeq: seq };
    }
    case "service.misconfigured": {
      const { setting, text, problem } = event;
      const situation: ServiceSituation = { kind: "misconfigured", setting, text, problem };
      return { isDemo: false, control: "not-ours", situation, ...since, aimedSeq: seq };
    }
    case "service.spawned":
      return withProcess(service, event.process);
    default: {
      const situation = situationAfter(event);
      // That it still runs is no news.
      const isNew = !(isRunning(service) && situation.kind === "running");
      const { asked: askedBefore, ...before } = withProcess(service, processAfter(service, event));
      const asked = askedAfter(askedBefore, event);
      return {
        ...before,
        control: controlAfter(service, event),
        situation,
        ...(asked && { asked }),
        ...(isNew && since),
      };
    }
  }
}

export function decideService(service: Service, command: ServiceCommand): Decision<ServiceEvent> {
  switch (command.type) {
    case "service.start": {
      const refusal = whyNotStart(service);
      return refusal ? refuse(refusal) : accept({ type: "service.start-requested" });
    }
    case "service.stop": {
      const refusal = whyNotStop(service);
      return refusal ? refuse(refusal) : accept({ type: "service.stop-requested" });
    }
    case "service.restart": {
      if (!whyNotStart(service)) return accept({ type: "service.start-requested" });
      if (service.situation.kind === "starting") return refuse({ reason: "already-starting" });
      const refusal = whyNotStop(service);
      return refusal ? refuse(refusal) : accept({ type: "service.restart-requested" });
    }
  }
}

type Settling = Exclude<
  ServiceEvent,
  { type: "service.pointed" | "service.misconfigured" | "service.spawned" }
>;

function situationAfter(event: Settling): ServiceSituation {
  switch (event.type) {
    case "service.start-requested":
      return { kind: "starting", portOpen: false };
    case "service.stop-requested":
    case "service.restart-requested":
      return { kind: "stopping" };
    case "service.starting":
      return { kind: "starting", portOpen: event.portOpen };
    case "service.running":
      return { kind: "running", version: event.version };
    case "service.not-answering":
      return { kind: "not-answering" };
    case "service.stopped":
      return { kind: "stopped" };
    case "service.died":
      return { kind: "stopped", death: event.death };
    case "service.not-installed":
      return { kind: "not-installed" };
    case "service.failed":
      return { kind: "failed", failure: event.failure, logLines: event.logLines };
    case "service.port-taken":
      return { kind: "port-taken" };
    case "service.refused":
      return { kind: "refused", failure: event.failure };
    case "service.unreachable":
      return { kind: "unreachable", failure: event.failure };
  }
}

function askedAfter(asked: Asked | undefined, event: Settling): Asked | undefined {
  switch (event.type) {
    case "service.start-requested":
      return "start";
    case "service.stop-requested":
      return "stop";
    case "service.restart-requested":
      return "restart";
    case "service.starting":
      return asked;
    default:
      return undefined;
  }
}

function processAfter(service: Service, event: Settling): ProcessIdentity | undefined {
  switch (event.type) {
    case "service.running":
      return event.process;
    case "service.stopped":
    case "service.died":
    case "service.not-installed":
      return undefined;
    default:
      return service.process;
  }
}

function withProcess(
  { process: _before, ...service }: Service,
  process: ProcessIdentity | undefined,
): Service {
  return process ? { ...service, process } : service;
}

/** What nobody runs on this machine is ours to start. */
function controlAfter({ control }: Service, event: Settling): Control {
  switch (event.type) {
    case "service.running":
    case "service.starting":
    case "service.not-answering":
    case "service.refused":
      return event.control;
    case "service.stopped":
    case "service.died":
    case "service.not-installed":
    case "service.start-requested":
      return control === "remote" ? "remote" : "ours";
    default:
      return control;
  }
}

function whyNotStart({ situation, control }: Service): Refusal | undefined {
  if (situation.kind === "misconfigured") return { reason: "bad-host", problem: situation.problem };
  if (control === "remote") return { reason: "remote" };
  switch (situation.kind) {
    case "running":
    case "not-answering":
    case "refused":
      return { reason: "already-running" };
    case "starting":
      return { reason: "already-starting" };
    case "stopping":
      return { reason: "still-stopping" };
    case "port-taken":
      return { reason: "port-taken" };
    case "unknown":
    case "stopped":
    case "not-installed":
    case "failed":
    case "unreachable":
      return undefined;
  }
}

function whyNotStop({ situation, control }: Service): Refusal | undefined {
  if (situation.kind === "misconfigured") return { reason: "bad-host", problem: situation.problem };
  if (control === "remote") return { reason: "remote" };
  switch (situation.kind) {
    case "running":
    case "not-answering":
    case "starting":
    case "refused":
      return control === "ours" ? undefined : { reason: "not-ours" };
    case "stopping":
      return { reason: "still-stopping" };
    case "port-taken":
      return { reason: "port-taken" };
    case "unknown":
    case "stopped":
    case "not-installed":
    case "failed":
    case "unreachable":
      return { reason: "not-running" };
  }
}
