import type { WithoutHost } from "../hosts/host.ts";
import type { Failure } from "../shared/failure.ts";
import type { ServiceRequest } from "./service.ts";
import type { Control, ProcessIdentity, ServiceEvent } from "./service-events.ts";
import type { Ended, Sighting } from "./sighting.ts";

/** What the service machine keeps in mind. */
export type Context = {
  readonly isRemote: boolean;
  /** The process that is ours to stop. */
  readonly process: ProcessIdentity | undefined;
  /** What was last seen from outside; nothing at first. */
  readonly seen: Sighting | undefined;
  /** What was asked for and cannot be begun yet; while it stops, what it stops for. */
  readonly wanted: ServiceRequest | undefined;
  /** The last process that has ended while one is being started: it may be the one whose start is yet to be reported. */
  readonly ended: Ended | undefined;
  /** Why the work has failed; nothing unless that is yet to be emitted. */
  readonly failure: Failure | undefined;
};

/** What the last sighting says of the service. */
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

/** Whether nobody was there when it was last looked at. */
export const isSilent = ({ seen }: Context): boolean =>
  seen?.type === "gone" || seen?.type === "out-of-reach";

function controlOf({ isRemote, process }: Pick<Context, "isRemote" | "process">): Control {
  if (isRemote) return "remote";
  return process ? "ours" : "not-ours";
}

/** Why the work has failed. Only for states that are entered with a failure: elsewhere it throws. */
export function failureIn({ failure }: Pick<Context, "failure">): Failure {
  if (!failure) throw new Error("the service machine is failing without a failure");
  return failure;
}
