import type { Service } from "../service/service.ts";
import { isRunning } from "../service/service.ts";
import type { Description } from "./description.ts";
import type { Described } from "./service-log-events.ts";

/** What is known of the present run of a service; a description of an earlier run says nothing about this one. */
export function describedRun(service: Service, described: Described | undefined): Description | undefined {
  if (!described || !isRunning(service)) return undefined;
  return described.seq > (service.sameSinceSeq ?? service.sinceSeq) ? described.description : undefined;
}
