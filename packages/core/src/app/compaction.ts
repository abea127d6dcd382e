import type { HostId } from "../hosts/host.ts";
import { detailsKeys } from "../models/details.ts";
import type { Model } from "../models/models-events.ts";
import { namesModel } from "../models/local-names.ts";
import { isSameModel } from "../models/model-name.ts";
import { about } from "../shared/message.ts";
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
    return about("service", event) ? seq < targetSeq(facts) : isForgettableAt(host, event, seq);
  }
  switch (event.type) {
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

/** The event since which the watched host is watched. Nothing about an earlier state of any host is kept. */
const targetSeq = ({ hosts, watched }: Facts): number =>
  (watched === undefined ? undefined : hosts[watched])?.service.targetSeq ?? 0;

function isForgettableAt(host: HostFacts, event: HostFact, seq: number): boolean {
  if (about("download", event)) return host.downloads[event.id] === undefined;
  if (about("test", event)) return seq < (host.test?.startedSeq ?? Number.POSITIVE_INFINITY);
  if (about("operation", event))
    return (
      !host.operations.some(({ model }) => isSameModel(model, event.operation.model)) &&
      !namesModel(host.localNames, event)
    );
  if (about("updates", event)) return seq < (host.updateCheck?.seq ?? Number.POSITIVE_INFINITY);
  return true;
}

/** Whether a reading describes something that no longer exists, so that it may be deleted. */
export function isForgettableReading(event: Reading, state: AppState): boolean {
  switch (event.type) {
    case "window.left":
      return true;
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
