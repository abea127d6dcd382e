import * as v from "valibot";
import { endpointProblemSchema, endpointSchema } from "../hosts/endpoint.ts";
import { hostIdSchema as host } from "../hosts/host.ts";
import { answerFailureSchema, exitSchema, failureSchema, reachFailureSchema } from "../shared/failure.ts";
import { count, fact, flag, news, text, texts, type DataOf, type EventOf } from "../shared/described.ts";

/** Describes a process so that it cannot be confused with another one that later gets the same pid. */
export const processIdentitySchema = v.object({
  pid: v.pipe(count, v.integer(), v.minValue(2)),
  /** As the operating system tells it; only compared, never read. */
  startedAt: text,
  /** The program the process runs, as the operating system tells it. */
  executable: text,
});
export type ProcessIdentity = DataOf<typeof processIdentitySchema>;

/** Whose a running service is: ours to stop, another program's on this machine, or on another machine. */
export const controlSchema = v.picklist(["ours", "not-ours", "remote"]);
export type Control = DataOf<typeof controlSchema>;

/** A service that ended though it was not asked to by Paddock; `logLines` only where it was ours. */
export const deathSchema = v.object({ exit: exitSchema, logLines: texts });
export type Death = DataOf<typeof deathSchema>;

/** What happens to the service: what is asked of it, and how it is then. */
export const SERVICE_EVENTS = [
  fact("service.pointed", { host, endpoint: endpointSchema, isRemote: flag, isDemo: flag }),
  fact("service.misconfigured", { host, setting: text, text, problem: endpointProblemSchema }),
  fact("service.start-requested", { host }),
  fact("service.stop-requested", { host }),
  fact("service.restart-requested", { host }),
  fact("service.starting", { host, portOpen: flag, control: controlSchema }),
  fact("service.spawned", { host, process: processIdentitySchema }),
  fact("service.running", {
    host,
    version: text,
    control: controlSchema,
    process: v.exactOptional(processIdentitySchema),
  }),
  fact("service.not-answering", { host, control: controlSchema }),
  fact("service.stopped", { host }),
  news("service.died", { host, death: deathSchema }),
  fact("service.not-installed", { host }),
  news("service.failed", { host, failure: failureSchema, logLines: texts }),
  fact("service.port-taken", { host }),
  fact("service.refused", { host, control: controlSchema, failure: answerFailureSchema }),
  fact("service.unreachable", { host, failure: reachFailureSchema }),
] as const;
export type ServiceEvent = EventOf<typeof SERVICE_EVENTS>;
