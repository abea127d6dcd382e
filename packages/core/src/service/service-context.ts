import type { WithoutHost } from "../hosts/host.ts";
import type { Failure } from "../shared/failure.ts";
import type { FoundProgram } from "./program.ts";
import type { ServiceRequest } from "./service.ts";
import type { OtherServer } from "./other-server.ts";
import type { Owner } from "./owner.ts";
import type { ServiceEvent } from "./service-events.ts";
import type { Ended, Sighting } from "./sighting.ts";

export type Context = {
  /** Whether it runs on another machine, and nothing here can start or stop it. */
  readonly isBeyondControl: boolean;
  /** Who runs the service; `undefined` while nothing runs or that was not asked yet. */
  readonly owner: Owner | undefined;
  /** The last sighting. */
  readonly seen: Sighting | undefined;
  /** A request that cannot be started yet; while stopping, the request that it stops for. */
  readonly requested: ServiceRequest | undefined;
  /** Who was shown to run the service when its stop or restart was requested. */
  readonly shown: Owner | undefined;
  /** The last process that ended during a start: it may be the one that `start` has not reported yet. */
  readonly ended: Ended | undefined;
  /** Why the request failed; set only until that has been emitted. */
  readonly failure: Failure | undefined;
  /** The program that could not be started, or why there is none; set only while nothing can be started. */
  readonly found: FoundProgram | undefined;
};

/** The fact that follows from the last sighting. */
export function factOf(
  context: Pick<Context, "seen" | "owner" | "isBeyondControl">,
): WithoutHost<ServiceEvent> {
  const { seen, isBeyondControl } = context;
  const owner = context.owner ?? (isBeyondControl ? { kind: "elsewhere" } : { kind: "looking" });
  switch (seen?.type) {
    case "answered":
      return { type: "service.running", version: seen.version, ...serverIn(seen), owner };
    case "listening":
      return { type: "service.starting", portOpen: true, owner };
    case "silent":
      return { type: "service.not-answering", owner };
    case "foreign":
      return { type: "service.port-taken", ...serverIn(seen) };
    case "turned-away":
      return { type: "service.refused", owner, failure: seen.failure };
    case "out-of-reach":
      return { type: "service.unreachable", failure: seen.failure };
    case "gone":
    case undefined:
      return { type: "service.stopped" };
  }
}

const serverIn = ({ server }: { readonly server?: OtherServer }) => ({ ...(server && { server }) });

/** Whether the last sighting found nothing on the port. */
export const isPortSilent = ({ seen }: Context): boolean =>
  seen?.type === "gone" || seen?.type === "out-of-reach";
