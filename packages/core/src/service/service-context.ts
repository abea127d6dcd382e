import type { WithoutHost } from "../hosts/host.ts";
import type { Failure } from "../shared/failure.ts";
import type { FoundProgram } from "./program.ts";
import type { ServiceRequest } from "./service.ts";
import type { Control, ProcessIdentity, ServiceEvent } from "./service-events.ts";
import type { Ended, Sighting } from "./sighting.ts";

export type Context = {
  readonly isRemote: boolean;
  /** The process that is ours to stop. */
  readonly process: ProcessIdentity | undefined;
  /** The last sighting. */
  readonly seen: Sighting | undefined;
  /** A request that cannot be started yet; while stopping, the request that it stops for. */
  readonly requested: ServiceRequest | undefined;
  /** The last process that ended during a start: it may be the one that `start` has not reported yet. */
  readonly ended: Ended | undefined;
  /** Why the request failed; set only until that has been emitted. */
  readonly failure: Failure | undefined;
  /** The program that could not be started, or why there is none; set only while nothing can be started. */
  readonly found: FoundProgram | undefined;
};

/** The fact that follows from the last sighting. */
export function factOf(context: Pick<Context, "seen" | "process" | "isRemote">): WithoutHost<ServiceEvent> {
  const { seen, process } = context;
  switch (seen?.type) {
    case "answered": {
      const { version } = seen;
      return { type: "service.running", version, control: controlOf(context), ...(process && { process }) };
    }
    case "listening":
      return { type: "service.starting", portOpen: true, control: controlOf(context) };
    case "silent":
      return { type: "service.not-answering", control: controlOf(context) };
    case "foreign":
      return { type: "service.port-taken" };
    case "turned-away":
      return { type: "service.refused", control: controlOf(context), failure: seen.failure };
    case "out-of-reach":
      return { type: "service.unreachable", failure: seen.failure };
    case "gone":
    case undefined:
      return { type: "service.stopped" };
  }
}

/** Whether the last sighting found nothing on the port. */
export const isPortSilent = ({ seen }: Context): boolean =>
  seen?.type === "gone" || seen?.type === "out-of-reach";

function controlOf({ isRemote, process }: Pick<Context, "isRemote" | "process">): Control {
  if (isRemote) return "remote";
  return process ? "ours" : "not-ours";
}
