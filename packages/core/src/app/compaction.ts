import { isEnvironmentPast } from "../environment/environment.ts";
import { isCurrentFit } from "../fit/fit-events.ts";
import type { HostId } from "../hosts/host.ts";
import { isWatched } from "../hosts/watched-hosts.ts";
import { detailsKeys } from "../models/details.ts";
import type { Model } from "../models/models-events.ts";
import { isCurrentLoading } from "../models/load-settings.ts";
import { isCurrentName } from "../models/local-names.ts";
import { isSameModel } from "../models/model-name.ts";
import { givesLocalName } from "../sending/origin.ts";
import { serverOfRun } from "../service/server-process.ts";
import { describedRun } from "../service-log/described.ts";
import { about } from "../shared/message.ts";
import { isCurrentTry } from "../tries/try-events.ts";
import { isFact, type Reading, type Recorded } from "./events.ts";
import { initialHostFacts, type HostFact, type HostFacts } from "./host-state.ts";
import { hostFacts, hostReadings, type AppState, type Facts } from "./state.ts";

/**
 * Whether a compaction up to the number `upTo` may delete a fact; `facts` is the state after that compaction. The rule:
 * a replay of the facts that remain must give the same state. So the facts of unfinished work stay, and those that
 * determine the current situation.
 */
export function isForgettable({ seq, event }: Recorded, upTo: number, facts: Facts): boolean {
  if (seq > upTo || !isFact(event)) return false;
  if ("host" in event) {
    const host = facts.hosts[event.host] ?? initialHostFacts;
    if (!about("service", event)) return isForgettableAt(host, event, seq);
    const isTarget = event.type === "service.pointed" || event.type === "service.misconfigured";
    return seq < serviceSeq(facts, event.host) && (!isTarget || seq < listSeq(facts));
  }
  switch (event.type) {
    case "hosts.watched":
      return seq < listSeq(facts);
    case "leader.elected":
      return seq < (facts.leader?.sinceSeq ?? 0);
    case "history.unkept":
    case "history.kept":
      return seq < facts.history.sinceSeq;
    case "history.compacted":
    case "history.set-aside":
    case "history.removed":
    case "notice.told":
      return true;
  }
}

/** The event that determined the service of a host. Nothing about an earlier state of it is kept. */
function serviceSeq({ hosts, watched, watchedSeq }: Facts, host: HostId): number {
  const { targetSeq } = (hosts[host] ?? initialHostFacts).service;
  return isWatched(watched, host) ? targetSeq : Math.max(targetSeq, watchedSeq);
}

/** Before this event, it no longer matters which hosts were watched: each of them began to be watched anew later. */
const listSeq = (facts: Facts): number =>
  Math.min(facts.watchedSeq, ...facts.watched.map(({ host }) => serviceSeq(facts, host)));

const ENDS: ReadonlySet<HostFact["type"]> = new Set([
  "download.completed",
  "download.failed",
  "download.cancelled",
  "download.cleared",
]);

function isForgettableAt(host: HostFacts, event: HostFact, seq: number): boolean {
  const { operations, localNames = [] } = host;
  // As long as operations are kept, so is what freed the names that they gave.
  if (event.type === "models.name-freed") return operations.length === 0;
  // A download of a model with a local name may have given that name; as long as its request is kept, so is its end.
  if (ENDS.has(event.type) && (operations.length > 0 || localNames.length > 0)) return false;
  if (event.type === "download.requested" && givesLocalName(event.from) && localNames.includes(event.model))
    return false;
  if (about("download", event)) return host.downloads[event.id] === undefined;
  if (about("test", event))
    return (
      seq < (host.test?.startedSeq ?? Number.POSITIVE_INFINITY) &&
      !host.pastTests?.some((past) => past.seq === seq)
    );
  if (about("operation", event))
    return (
      !operations.some(({ model }) => isSameModel(model, event.operation.model)) &&
      !isCurrentName(host.localNames, event)
    );
  if (about("environment", event)) return isEnvironmentPast(host, event, seq);
  if (about("fit", event)) return !isCurrentFit(host.fit, event);
  if (about("loading", event)) return !isCurrentLoading(host.loadSettings, event);
  if (about("try", event)) return !isCurrentTry(host.tried, event);
  if (about("updates", event)) return seq < (host.updateCheck?.seq ?? Number.POSITIVE_INFINITY);
  return true;
}

/** Whether a reading describes something that no longer exists, so that it may be deleted. */
export function isForgettableReading(event: Reading, state: AppState): boolean {
  switch (event.type) {
    case "window.left":
      return true;
    case "service.described": {
      const { service } = hostFacts(state, event.host);
      return describedRun(service, hostReadings(state, event.host).described) === undefined;
    }
    case "service.located": {
      const { service } = hostFacts(state, event.host);
      return serverOfRun(service, hostReadings(state, event.host).located) === undefined;
    }
    case "download.progressed":
      return hostFacts(state, event.host).downloads[event.id] === undefined;
    case "models.describe-requested":
    case "models.described":
    case "models.undescribed":
      return isNoModel(event.host, state, (model) => detailsKeys(model).includes(event.key));
    case "updates.found":
      // Also of another digest: the next check needs to know what the registry had.
      return isNoModel(event.host, state, ({ name }) => name === event.model);
    case "models.listed":
    case "models.confirmed":
    case "models.changed-elsewhere":
    case "models.loaded":
    case "models.weighed":
    case "pulls.elsewhere":
    case "orphans.found":
    case "release.found":
    case "leader.beat":
    case "window.attended":
      return false;
  }
}

/** Whether the host has no such model; not if its list is unknown, since what is read of its models is true until then. */
function isNoModel(host: HostId, state: AppState, isIt: (model: Model) => boolean): boolean {
  const { list } = hostReadings(state, host).models;
  return list !== undefined && !list.models.some(isIt);
}
