import type { EnvironmentProblem } from "../environment/environment-problems.ts";
import type { HostId, WithoutHost } from "../hosts/host.ts";
import { accept, refuse, type Decision, type Refusal } from "../shared/decision.ts";
import { isElsewhere, isSameOwner, whyCannot, type Owner } from "./owner.ts";
import type { ServiceEvent } from "./service-events.ts";
import type { Service } from "./service.ts";

export type ServiceCommand =
  | { readonly type: "service.start"; readonly host: HostId }
  /** `owner` was shown to the person who asked for it; absent: the one that is known now. */
  | { readonly type: "service.stop" | "service.restart"; readonly host: HostId; readonly owner?: Owner };

/**
 * Restarting a service that does not run starts it; one of which nothing is known yet may run. One that runs is not stopped
 * for a restart that would fail: `obstacles` are the variables with which it would not start again.
 */
export function decideService(
  service: Service,
  command: ServiceCommand,
  obstacles: readonly EnvironmentProblem[] = [],
): Decision<WithoutHost<ServiceEvent>> {
  switch (command.type) {
    case "service.start": {
      const refusal = startRefusal(service);
      return refusal ? refuse(refusal) : accept({ type: "service.start-requested" });
    }
    case "service.stop": {
      const refusal = stopRefusal(service) ?? otherOwnerRefusal(service, command.owner);
      return refusal ? refuse(refusal) : accept({ type: "service.stop-requested", owner: service.owner });
    }
    case "service.restart": {
      const refusal = stopRefusal(service, "restart");
      if (refusal?.reason === "still-looking") return refuse(refusal);
      if (!startRefusal(service)) return accept({ type: "service.start-requested" });
      if (service.situation.kind === "starting") return refuse({ reason: "already-starting" });
      const why = refusal ?? otherOwnerRefusal(service, command.owner);
      if (why) return refuse(why);
      return obstacles.length > 0
        ? refuse({ reason: "bad-variables", problems: obstacles })
        : accept({ type: "service.restart-requested", owner: service.owner });
    }
  }
}

const otherOwnerRefusal = ({ owner }: Service, shown: Owner = owner): Refusal | undefined =>
  isSameOwner(owner, shown) ? undefined : { reason: "other-owner" };

function startRefusal(service: Service): Refusal | undefined {
  const { situation } = service;
  if (situation.kind === "misconfigured") return { reason: "bad-host", problem: situation.problem };
  const refusal = whyCannot(service.owner, "start");
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

function stopRefusal(service: Service, what: "stop" | "restart" = "stop"): Refusal | undefined {
  const { situation, owner } = service;
  if (situation.kind === "misconfigured") return { reason: "bad-host", problem: situation.problem };
  if (isElsewhere(owner)) return whyCannot(owner, what);
  switch (situation.kind) {
    case "running":
    case "not-answering":
    case "starting":
    case "refused":
      return whyCannot(owner, what);
    case "stopping":
      return { reason: "still-stopping" };
    case "port-taken":
      return { reason: "port-taken" };
    case "unknown":
      return { reason: "still-looking" };
    case "stopped":
    case "not-installed":
    case "failed":
    case "unreachable":
      return { reason: "already-stopped" };
  }
}
