import { accept, refuse, type Decision, type Refusal } from "../shared/decision.ts";
import type { Place } from "../shared/message.ts";
import type { Endpoint, EndpointProblem } from "../hosts/endpoint.ts";
import type { AnswerFailure, Exit, Failure, ReachFailure } from "../shared/failure.ts";

/** Describes a process so that it cannot be confused with another one that later gets the same pid. */
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

/** What can be asked of the service. */
export type ServiceCommand =
  | { readonly type: "service.start" }
  | { readonly type: "service.stop" }
  | { readonly type: "service.restart" };

/** What happens to the service: what is asked of it, and how it is then. */
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

/** Before it is known which Ollama is looked after. */
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

/**
 * The version of the Ollama that runs; `0.0.0`, as a build without a version calls itself, while none does: a registry
 * wants to be told one.
 */
export const versionOf = ({ situation }: Service): string =>
  situation.kind === "running" ? situation.version : "0.0.0";

/** How the service is, once an event of it has been added. */
export function evolveService(service: Service, event: ServiceEvent, { atMs, seq }: Place): Service {
  const since = { sinceMs: atMs, sinceSeq: seq };
  if (event.type === "service.pointed") {
    const { endpoint, isRemote, isDemo } = event;
    const control = isRemote ? "remote" : "ours";
    return { endpoint, isDemo, control, situation: { kind: "unknown" }, ...since, aimedSeq: seq };
  }
  if (event.type === "service.misconfigured") {
    const { setting, text, problem } = event;
    const situation: ServiceSituation = { kind: "misconfigured", setting, text, problem };
    return { isDemo: false, control: "not-ours", situation, ...since, aimedSeq: seq };
  }
  if (event.type === "service.spawned") return withProcess(service, event.process);
  const situation = situationAfter(event);
  // `service.running` while it runs already does not restart the time since when it runs.
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

/** What is done where it can be done, else why not. To restart what does not run is to start it. */
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

/** What an event makes of what was asked, of the process that is ours, and of whose the service is. */
const MAKES = {
  "service.start-requested": { asked: "start", process: "kept", control: "free" },
  "service.stop-requested": { asked: "stop", process: "kept", control: "kept" },
  "service.restart-requested": { asked: "restart", process: "kept", control: "kept" },
  "service.starting": { asked: "kept", process: "kept", control: "told" },
  "service.running": { asked: "done", process: "told", control: "told" },
  "service.not-answering": { asked: "done", process: "kept", control: "told" },
  "service.stopped": { asked: "done", process: "gone", control: "free" },
  "service.died": { asked: "done", process: "gone", control: "free" },
  "service.not-installed": { asked: "done", process: "gone", control: "free" },
  "service.failed": { asked: "done", process: "kept", control: "kept" },
  "service.port-taken": { asked: "done", process: "kept", control: "kept" },
  "service.refused": { asked: "done", process: "kept", control: "told" },
  "service.unreachable": { asked: "done", process: "kept", control: "kept" },
} as const satisfies Record<
  Settling["type"],
  {
    readonly asked: Asked | "kept" | "done";
    readonly process: "kept" | "told" | "gone";
    readonly control: "kept" | "told" | "free";
  }
>;

function askedAfter(asked: Asked | undefined, { type }: Settling): Asked | undefined {
  const makes = MAKES[type].asked;
  return makes === "kept" ? asked : makes === "done" ? undefined : makes;
}

function processAfter({ process }: Service, event: Settling): ProcessIdentity | undefined {
  if (event.type === "service.running") return event.process;
  return MAKES[event.type].process === "kept" ? process : undefined;
}

/** A stopped service on this machine is ours to start. */
function controlAfter({ control }: Service, event: Settling): Control {
  if ("control" in event) return event.control;
  return MAKES[event.type].control === "free" && control !== "remote" ? "ours" : control;
}

function withProcess(
  { process: _before, ...service }: Service,
  process: ProcessIdentity | undefined,
): Service {
  return process ? { ...service, process } : service;
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
      return { reason: "already-stopped" };
  }
}
