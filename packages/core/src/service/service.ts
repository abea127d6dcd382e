import * as v from "valibot";
import { endpointProblemSchema, endpointSchema } from "../hosts/endpoint.ts";
import type { HostId, WithoutHost } from "../hosts/host.ts";
import { accept, refuse, type Decision, type Refusal } from "../shared/decision.ts";
import { count, flag, kind, text, texts, type DataOf } from "../shared/described.ts";
import { answerFailureSchema, failureSchema, reachFailureSchema } from "../shared/failure.ts";
import type { Position } from "../shared/message.ts";
import { ownerOf, whyCannot } from "./owner.ts";
import {
  controlSchema,
  deathSchema,
  processIdentitySchema,
  type Control,
  type ProcessIdentity,
  type ServiceEvent,
} from "./service-events.ts";

/** How the Ollama service can be. */
export const situationSchema = v.variant("kind", [
  kind("unknown", {}),
  kind("misconfigured", { setting: text, text, problem: endpointProblemSchema }),
  kind("not-installed", {}),
  kind("stopped", { death: v.exactOptional(deathSchema) }),
  kind("starting", { portOpen: flag }),
  kind("running", { version: text }),
  kind("not-answering", {}),
  kind("stopping", {}),
  kind("failed", { failure: failureSchema, logLines: texts }),
  kind("port-taken", {}),
  kind("refused", { failure: answerFailureSchema }),
  kind("unreachable", { failure: reachFailureSchema }),
]);
export type ServiceSituation = DataOf<typeof situationSchema>;

/** What can be asked of a service. */
const requestedSchema = v.picklist(["start", "stop", "restart"]);
export type ServiceRequest = DataOf<typeof requestedSchema>;

/** The Ollama service of one host. */
export const serviceSchema = v.object({
  endpoint: v.exactOptional(endpointSchema),
  /** Whether a simulator stands in for Ollama. */
  isDemo: flag,
  control: controlSchema,
  /** The process that is ours to stop, while it runs. */
  process: v.exactOptional(processIdentitySchema),
  situation: situationSchema,
  /** What was asked for and is not done yet. */
  requested: v.exactOptional(requestedSchema),
  /** Since when this is so, in time and in the order of events. */
  sinceMs: count,
  sinceSeq: count,
  /** Since when this host is watched, in the order of events: nothing before counts. */
  targetSeq: count,
});
export type Service = DataOf<typeof serviceSchema>;

/** What can be asked of the service. */
export type ServiceCommand = { readonly type: `service.${ServiceRequest}`; readonly host: HostId };

/** Before it is known which Ollama is looked after. */
export const initialService: Service = {
  isDemo: false,
  control: "not-ours",
  situation: { kind: "unknown" },
  sinceMs: 0,
  sinceSeq: 0,
  targetSeq: 0,
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
export function evolveService(service: Service, event: ServiceEvent, { atMs, seq }: Position): Service {
  const since = { sinceMs: atMs, sinceSeq: seq };
  if (event.type === "service.pointed") {
    const { endpoint, isRemote, isDemo } = event;
    const control = isRemote ? "remote" : "ours";
    return { endpoint, isDemo, control, situation: { kind: "unknown" }, ...since, targetSeq: seq };
  }
  if (event.type === "service.misconfigured") {
    const { setting, text, problem } = event;
    const situation: ServiceSituation = { kind: "misconfigured", setting, text, problem };
    return { isDemo: false, control: "not-ours", situation, ...since, targetSeq: seq };
  }
  if (event.type === "service.spawned") return withProcess(service, event.process);
  const situation = situationAfter(event);
  // `service.running` while it runs already does not restart the time since when it runs.
  const isNew = !(isRunning(service) && situation.kind === "running");
  const { requested: requestedBefore, ...before } = withProcess(service, processAfter(service, event));
  const requested = requestedAfter(requestedBefore, event);
  return {
    ...before,
    control: controlAfter(service, event),
    situation,
    ...(requested && { requested }),
    ...(isNew && since),
  };
}

/** What is done where it can be done, else why not. To restart what does not run is to start it. */
export function decideService(
  service: Service,
  command: ServiceCommand,
): Decision<WithoutHost<ServiceEvent>> {
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
  "service.start-requested": { requested: "start", process: "kept", control: "free" },
  "service.stop-requested": { requested: "stop", process: "kept", control: "kept" },
  "service.restart-requested": { requested: "restart", process: "kept", control: "kept" },
  "service.starting": { requested: "kept", process: "kept", control: "told" },
  "service.running": { requested: "done", process: "told", control: "told" },
  "service.not-answering": { requested: "done", process: "kept", control: "told" },
  "service.stopped": { requested: "done", process: "gone", control: "free" },
  "service.died": { requested: "done", process: "gone", control: "free" },
  "service.not-installed": { requested: "done", process: "gone", control: "free" },
  "service.failed": { requested: "done", process: "kept", control: "kept" },
  "service.port-taken": { requested: "done", process: "kept", control: "kept" },
  "service.refused": { requested: "done", process: "kept", control: "told" },
  "service.unreachable": { requested: "done", process: "kept", control: "kept" },
} as const satisfies Record<
  Settling["type"],
  {
    readonly requested: ServiceRequest | "kept" | "done";
    readonly process: "kept" | "told" | "gone";
    readonly control: "kept" | "told" | "free";
  }
>;

function requestedAfter(
  requested: ServiceRequest | undefined,
  { type }: Settling,
): ServiceRequest | undefined {
  const makes = MAKES[type].requested;
  return makes === "kept" ? requested : makes === "done" ? undefined : makes;
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

function whyNotStart(service: Service): Refusal | undefined {
  const { situation } = service;
  if (situation.kind === "misconfigured") return { reason: "bad-host", problem: situation.problem };
  const refusal = whyCannot(ownerOf(service), "start");
  if (refusal) return refusal;
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

function whyNotStop(service: Service): Refusal | undefined {
  const { situation } = service;
  const owner = ownerOf(service);
  if (situation.kind === "misconfigured") return { reason: "bad-host", problem: situation.problem };
  if (owner.kind === "elsewhere") return whyCannot(owner, "stop");
  switch (situation.kind) {
    case "running":
    case "not-answering":
    case "starting":
    case "refused":
      return whyCannot(owner, "stop");
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
