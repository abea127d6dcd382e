import * as v from "valibot";
import { endpointSchema } from "../hosts/endpoint.ts";
import { count, flag, kind, text, type DataOf } from "../shared/described.ts";
import type { MissingProgram } from "../shared/failure.ts";
import type { ShownHolder } from "./shown-holder.ts";
import type { Position } from "../shared/message.ts";
import { isSameJson } from "../shared/same-json.ts";
import { isDeathOfOurs, withDeath } from "./deaths.ts";
import type { OtherServer } from "./other-server.ts";
import { afterItsEnd, ownerSchema, type Owner } from "./owner.ts";
import { situationSchema, type ServiceEvent, type ServiceSituation } from "./service-events.ts";

export type { ServiceSituation };

const requestedSchema = v.picklist(["start", "stop", "restart"]);
export type ServiceRequest = DataOf<typeof requestedSchema>;

/** The Ollama service of one host. */
export const serviceSchema = v.object({
  endpoint: v.exactOptional(endpointSchema),
  /** Whether a simulator is used in place of Ollama. */
  isDemo: flag,
  /** Who runs it, or would start it. */
  owner: ownerSchema,
  situation: situationSchema,
  /** The version of the Ollama that was seen last; absent: none was. */
  lastVersion: v.exactOptional(text),
  /** Whether the situation is that of an earlier session, and was not looked at since. */
  isRemembered: v.exactOptional(v.literal(true)),
  /** When our service died by itself in the last minute before its last death. */
  deathsMs: v.exactOptional(v.array(count)),
  /** The request that is not done yet. */
  requested: v.exactOptional(requestedSchema),
  /** Whether a stop that was asked for holds: since when it does, or that the service was brought back soon. */
  stop: v.exactOptional(v.variant("kind", [kind("holds", { sinceMs: count }), kind("undone", {})])),
  /** For a terminal: what the last request lacked the rights to do. */
  terminalLine: v.exactOptional(text),
  /** The time and the event since which the situation holds. */
  sinceMs: count,
  sinceSeq: count,
  /** The event since which the situation holds and was only looked at anew, in earlier sessions too, if that is earlier. */
  sameSinceSeq: v.exactOptional(count),
  /** The event since which this host is watched; earlier events are ignored. */
  targetSeq: count,
});
export type Service = DataOf<typeof serviceSchema>;

export const initialService: Service = {
  isDemo: false,
  owner: { kind: "looking" },
  situation: { kind: "unknown" },
  sinceMs: 0,
  sinceSeq: 0,
  targetSeq: 0,
};

export const isRunning = ({ situation }: Service): boolean => situation.kind === "running";

/** Whether it does not run, as far as is known; while it is not known, what was known last counts. */
export function isDown({ situation }: Service): boolean {
  switch (situation.kind) {
    case "unknown":
    case "misconfigured":
    case "not-installed":
    case "stopped":
    case "failed":
    case "port-taken":
    case "unreachable":
      return true;
    case "starting":
    case "running":
    case "not-answering":
    case "stopping":
    case "refused":
      return false;
  }
}

/** The run of a service, by the event that its situation began with; `undefined` while it does not run. */
export const runOf = (service: Service): number | undefined =>
  isDown(service) ? undefined : service.sinceSeq;

/** Whether the situation was looked at since this host is watched. */
export const isKnown = ({ situation, isRemembered }: Service): boolean =>
  situation.kind !== "unknown" && !isRemembered;

/** Whether it is known what the service does, and who runs it. */
export const isSeen = (service: Service): boolean =>
  isKnown(service) && (isDown(service) || service.owner.kind !== "looking");

/** The version of the running Ollama; else `0.0.0`, like a build without a version, since registries require one. */
export const versionOf = ({ situation }: Service): string =>
  situation.kind === "running" ? situation.version : "0.0.0";

/** The server that runs in place of Ollama and speaks its API, where that is known. */
export const otherServerIn = ({ situation }: Service): OtherServer | undefined =>
  situation.kind === "running" ? situation.server : undefined;

/** Why there is nothing to start. */
export const missingIn = ({ path }: Extract<ServiceSituation, { kind: "not-installed" }>): MissingProgram =>
  path === undefined ? { kind: "not-installed" } : { kind: "no-executable", path };

export function evolveService(service: Service, event: ServiceEvent, { atMs, seq }: Position): Service {
  const since = { sinceMs: atMs, sinceSeq: seq };
  if (event.type === "service.pointed") {
    const { endpoint, isRemote, isDemo, chosenOwner, remembered } = event;
    const target = { endpoint, isDemo, ...since, targetSeq: seq };
    if (remembered) return { ...target, ...remembered, isRemembered: true };
    const owner = chosenOwner ?? { kind: isRemote ? "elsewhere" : "looking" };
    return { ...target, owner, situation: { kind: "unknown" } };
  }
  if (event.type === "service.misconfigured") {
    const { setting, text, problem } = event;
    const situation: ServiceSituation = { kind: "misconfigured", setting, text, problem };
    return { isDemo: false, owner: { kind: "looking" }, situation, ...since, targetSeq: seq };
  }
  if (event.type === "service.spawned")
    return { ...service, owner: { kind: "paddock", process: event.process } };
  if (event.type === "service.owned") return { ...service, owner: event.owner };
  if (event.type === "service.port-held") return withHolder(service, event.holder);
  const { isRemembered, ...seen } = service;
  if (event.type === "service.unseen")
    return isRemembered ? { ...seen, situation: { kind: "unknown" }, ...since } : service;
  const situation = situationAfter(event);
  // A repeated `service.running` does not reset the time since which it runs.
  const isNew = !(isRunning(service) && situation.kind === "running");
  const { requested: requestedBefore, sameSinceSeq, terminalLine: lineBefore, stop: _stop, ...before } = seen;
  const terminalLine = terminalLineAfter(lineBefore, event);
  const stop = stopAfter(seen, event, atMs);
  const requested = requestedAfter(requestedBefore, event);
  const after = { ...before, owner: ownerAfter(service, event), situation };
  return {
    ...after,
    ...(situation.kind === "running" && !situation.server && { lastVersion: situation.version }),
    ...(requested && { requested }),
    ...(terminalLine !== undefined && { terminalLine }),
    ...(stop && { stop }),
    ...(isNew && since),
    ...(isDeathOfOurs(event) && { deathsMs: withDeath(service.deathsMs ?? [], atMs) }),
    ...(sameSinceSeq !== undefined && isSameRun(service, after) && { sameSinceSeq }),
  };
}

/** Whether it cannot run because another program has its port. */
export const isPortInUse = ({ situation }: Service): boolean =>
  situation.kind === "port-taken" ||
  (situation.kind === "failed" && situation.failure.kind === "port-in-use");

function withHolder(service: Service, holder: ShownHolder): Service {
  const { situation } = service;
  if (situation.kind === "port-taken") return { ...service, situation: { ...situation, holder } };
  if (situation.kind !== "failed" || situation.failure.kind !== "port-in-use") return service;
  return { ...service, situation: { ...situation, failure: { ...situation.failure, holder } } };
}

/** Whether a service that ran before a reload is the one that runs now, as far as can be told. */
const isSameRun = (before: Service, after: Pick<Service, "situation" | "owner">): boolean =>
  before.situation.kind === "running" &&
  isSameJson(before.situation, after.situation) &&
  (after.owner.kind === "looking" || isSameJson(before.owner, after.owner));

type SituationEvent = Exclude<
  ServiceEvent,
  {
    type:
      | "service.pointed"
      | "service.misconfigured"
      | "service.spawned"
      | "service.owned"
      | "service.unseen"
      | "service.port-held";
  }
>;

function situationAfter(event: SituationEvent): ServiceSituation {
  switch (event.type) {
    case "service.start-requested":
      return { kind: "starting", portOpen: false };
    case "service.stop-requested":
    case "service.restart-requested":
      return { kind: "stopping" };
    case "service.starting":
      return { kind: "starting", portOpen: event.portOpen };
    case "service.running":
      return { kind: "running", version: event.version, ...(event.server && { server: event.server }) };
    case "service.not-answering":
      return { kind: "not-answering" };
    case "service.stopped":
      return { kind: "stopped" };
    case "service.died":
      return { kind: "stopped", death: event.death };
    case "service.not-installed":
      return { kind: "not-installed", ...(event.path !== undefined && { path: event.path }) };
    case "service.failed":
      return { kind: "failed", failure: event.failure, logLines: event.logLines };
    case "service.port-taken":
      return { kind: "port-taken", ...(event.server && { server: event.server }) };
    case "service.refused":
      return { kind: "refused", failure: event.failure };
    case "service.unreachable":
      return { kind: "unreachable", failure: event.failure };
  }
}

/** The effect of each event on the pending request, and on who runs the service, if the event does not say it. */
const EFFECTS = {
  "service.start-requested": { requested: "start", owner: "ended" },
  "service.stop-requested": { requested: "stop", owner: "kept" },
  "service.restart-requested": { requested: "restart", owner: "kept" },
  "service.starting": { requested: "kept", owner: "kept" },
  "service.running": { requested: "done", owner: "kept" },
  "service.not-answering": { requested: "done", owner: "kept" },
  "service.stopped": { requested: "done", owner: "ended" },
  "service.died": { requested: "done", owner: "ended" },
  "service.not-installed": { requested: "done", owner: "ended" },
  "service.failed": { requested: "done", owner: "kept" },
  "service.port-taken": { requested: "done", owner: "kept" },
  "service.refused": { requested: "done", owner: "kept" },
  "service.unreachable": { requested: "done", owner: "kept" },
} as const satisfies Record<
  SituationEvent["type"],
  {
    readonly requested: ServiceRequest | "kept" | "done";
    readonly owner: "kept" | "ended";
  }
>;

function requestedAfter(
  requested: ServiceRequest | undefined,
  { type }: SituationEvent,
): ServiceRequest | undefined {
  const effect = EFFECTS[type].requested;
  return effect === "kept" ? requested : effect === "done" ? undefined : effect;
}

/** A line is there until the next request, or until what it does was done. */
function terminalLineAfter(line: string | undefined, event: SituationEvent): string | undefined {
  switch (event.type) {
    case "service.failed":
      return event.failure.kind === "needs-rights" ? event.failure.line : undefined;
    case "service.running":
    case "service.refused":
    case "service.not-answering":
      return line;
    case "service.start-requested":
    case "service.stop-requested":
    case "service.restart-requested":
    case "service.starting":
    case "service.stopped":
    case "service.died":
    case "service.not-installed":
    case "service.port-taken":
    case "service.unreachable":
      return undefined;
  }
}

/** A supervisor waits for some seconds before it starts a service again; Ollama's unit waits for 3 (docs/ollama.md §4.3). */
const BACK_WITHIN_MS = 15_000;

function stopAfter({ requested, stop }: Service, event: SituationEvent, atMs: number): Service["stop"] {
  switch (event.type) {
    case "service.stop-requested":
      return { kind: "holds", sinceMs: atMs };
    case "service.stopped":
      return requested === "stop" || stop?.kind === "undone" ? { kind: "holds", sinceMs: atMs } : stop;
    case "service.running":
      if (stop?.kind !== "holds") return stop;
      return requested === "stop" || atMs - stop.sinceMs <= BACK_WITHIN_MS ? { kind: "undone" } : undefined;
    case "service.starting":
    case "service.not-answering":
    case "service.refused":
    case "service.port-taken":
    case "service.unreachable":
    case "service.not-installed":
      return stop;
    case "service.start-requested":
    case "service.restart-requested":
    case "service.died":
    case "service.failed":
      return undefined;
  }
}

function ownerAfter({ owner }: Service, event: SituationEvent): Owner {
  if ("owner" in event && event.owner) return event.owner;
  return EFFECTS[event.type].owner === "ended" ? afterItsEnd(owner) : owner;
}
