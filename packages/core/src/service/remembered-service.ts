import { isSameJson } from "../shared/same-json.ts";
import { isElsewhere, type Owner } from "./owner.ts";
import type { RememberedService, ServiceEvent, ServiceSituation } from "./service-events.ts";
import type { Service } from "./service.ts";

type Target = Pick<Extract<ServiceEvent, { type: "service.pointed" }>, "isRemote" | "isDemo" | "chosenOwner">;

/**
 * What to show of a host until the first look at it: its last situation, after a reload of the window, in another window
 * that has become the leader, or when only headers have changed. Not if it was about to change.
 */
export function rememberedOf(service: Service, target: Target): RememberedService | undefined {
  const { isDemo, owner, situation, requested, lastVersion } = service;
  const sameSinceSeq = sameSince(service);
  const isSame = isDemo === target.isDemo && mayRun(owner, target);
  return isSame && requested === undefined && !PASSING.has(situation.kind)
    ? { situation, owner, sameSinceSeq, ...(lastVersion !== undefined && { lastVersion }) }
    : undefined;
}

/** Whether the owner that was remembered may run the service of this target. */
const mayRun = (owner: Owner, { isRemote, chosenOwner }: Target): boolean =>
  chosenOwner ? isSameJson(owner, chosenOwner) : isElsewhere(owner) === isRemote;

/** The event since which this service is as it is, as far as sessions before and after a reload know. */
export const sameSince = ({ sinceSeq, sameSinceSeq = sinceSeq }: Service): number => sameSinceSeq;

const PASSING: ReadonlySet<ServiceSituation["kind"]> = new Set([
  "unknown",
  "misconfigured",
  "starting",
  "stopping",
]);
