import { hostIdSchema as host, type HostId, type WithoutHost } from "../hosts/host.ts";
import { accept, refuse, type Decision } from "../shared/decision.ts";
import { reading, type EventOf } from "../shared/described.ts";
import type { Position } from "../shared/message.ts";
import { isSameJson } from "../shared/same-json.ts";
import { descriptionSchema, type Description } from "./description.ts";

export const SERVICE_LOG_READINGS = [
  /** What the log of a service has told about its present run. */
  reading("service.described", { host, description: descriptionSchema }),
] as const;
export type ServiceLogReading = EventOf<typeof SERVICE_LOG_READINGS>;

/** Tells what the log says, to all windows: a window reads it while a person looks at what it tells. */
export type ServiceLogCommand = {
  readonly type: "service.describe";
  readonly host: HostId;
  readonly description: Description;
};

/** The last description, and the event that told it. */
export type Described = { readonly description: Description; readonly seq: number; readonly atMs: number };

export const evolveDescribed = ({ description }: ServiceLogReading, { seq, atMs }: Position): Described => ({
  description,
  seq,
  atMs,
});

export function decideDescription(
  isRunning: boolean,
  known: Description | undefined,
  { description }: ServiceLogCommand,
): Decision<WithoutHost<ServiceLogReading>> {
  if (!isRunning) return refuse({ reason: "not-running" });
  return isSameJson(known, description) ? accept() : accept({ type: "service.described", description });
}
