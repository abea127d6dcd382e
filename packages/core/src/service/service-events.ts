import * as v from "valibot";
import { endpointProblemSchema, endpointSchema } from "../hosts/endpoint.ts";
import { hostIdSchema as host } from "../hosts/host.ts";
import { shownHolderSchema } from "./shown-holder.ts";
import { answerFailureSchema, exitSchema, failureSchema, reachFailureSchema } from "../shared/failure.ts";
import {
  count,
  fact,
  flag,
  kind,
  news,
  text,
  texts,
  type DataOf,
  type EventOf,
} from "../shared/described.ts";
import { otherServerSchema } from "./other-server.ts";
import { ownerSchema, processIdentitySchema } from "./owner.ts";

/** The end of a service that Paddock did not request; `logLines` is empty unless the service was ours. */
export const deathSchema = v.object({ exit: exitSchema, logLines: texts });
export type Death = DataOf<typeof deathSchema>;

/** Who answers, where that is known and not Ollama. */
const server = v.exactOptional(otherServerSchema);

export const situationSchema = v.variant("kind", [
  kind("unknown", {}),
  kind("misconfigured", { setting: text, text, problem: endpointProblemSchema }),
  /** `path` is the person's setting, where it names a program that is not there. */
  kind("not-installed", { path: v.exactOptional(text) }),
  kind("stopped", { death: v.exactOptional(deathSchema) }),
  kind("starting", { portOpen: flag }),
  kind("running", { version: text, server }),
  kind("not-answering", {}),
  kind("stopping", {}),
  kind("failed", { failure: failureSchema, logLines: texts }),
  kind("port-taken", { server, holder: v.exactOptional(shownHolderSchema) }),
  kind("refused", { failure: answerFailureSchema }),
  kind("unreachable", { failure: reachFailureSchema }),
]);
export type ServiceSituation = DataOf<typeof situationSchema>;

/** What an earlier session knew of the same service. */
const rememberedSchema = v.object({
  situation: situationSchema,
  owner: ownerSchema,
  lastVersion: v.exactOptional(text),
  /** The event since which that session knew it as it was. */
  sameSinceSeq: v.exactOptional(count),
});
export type RememberedService = DataOf<typeof rememberedSchema>;

/** Absent in the events of older versions, and where only one host is watched: no other host is watched from now on. */
const isAmongOthers = v.exactOptional(v.literal(true));

/** Requests to the service, and its situations. */
export const SERVICE_EVENTS = [
  fact("service.pointed", {
    host,
    endpoint: endpointSchema,
    isRemote: flag,
    isDemo: flag,
    isAmongOthers,
    /** Who runs it by the person's choice. */
    chosenOwner: v.exactOptional(ownerSchema),
    /** Shown until the first look. */
    remembered: v.exactOptional(rememberedSchema),
  }),
  /** The first look took too long: what was remembered is no longer shown. */
  fact("service.unseen", { host }),
  fact("service.misconfigured", {
    host,
    setting: text,
    text,
    problem: endpointProblemSchema,
    isAmongOthers,
  }),
  fact("service.start-requested", { host }),
  /** `owner` was shown to run it: no other one is to be stopped. Absent in the events of older versions. */
  fact("service.stop-requested", { host, owner: v.exactOptional(ownerSchema) }),
  fact("service.restart-requested", { host, owner: v.exactOptional(ownerSchema) }),
  /** Without an owner: the one that is being asked to start it. */
  fact("service.starting", { host, portOpen: flag, owner: v.exactOptional(ownerSchema) }),
  /** A process of ours has been started. */
  fact("service.spawned", { host, process: processIdentitySchema }),
  fact("service.running", { host, version: text, server, owner: ownerSchema }),
  /** It was found out who runs the service, or who has started it. */
  fact("service.owned", { host, owner: ownerSchema }),
  fact("service.not-answering", { host, owner: ownerSchema }),
  /** `owner` is who would start it, if that was found out. */
  fact("service.stopped", { host, owner: v.exactOptional(ownerSchema) }),
  news("service.died", { host, death: deathSchema }),
  /** `path` is the person's setting, where it names a program that is not there. */
  fact("service.not-installed", { host, path: v.exactOptional(text) }),
  news("service.failed", { host, failure: failureSchema, logLines: texts }),
  fact("service.port-taken", { host, server }),
  /** Who holds the port, a moment after it was found to be in use. */
  fact("service.port-held", { host, holder: shownHolderSchema }),
  fact("service.refused", { host, owner: ownerSchema, failure: answerFailureSchema }),
  fact("service.unreachable", { host, failure: reachFailureSchema }),
] as const;
export type ServiceEvent = EventOf<typeof SERVICE_EVENTS>;
