import { evolveHistory } from "../history/history.ts";
import { isWatched, type WatchedHosts } from "../hosts/watched-hosts.ts";
import { evolveNotices, type Notice } from "../notices/notices.ts";
import { evolveRelease } from "../releases/release.ts";
import type { Position } from "../shared/message.ts";
import { evolveLeader } from "../windows/leader.ts";
import { evolveWindows } from "../windows/windows.ts";
import { isFact, isNews, type Fact, type Reading, type Recorded } from "./events.ts";
import {
  factsOfUnwatched,
  compactedHost,
  evolveHostFacts,
  evolveHostReadings,
  initialHostFacts,
  initialHostReadings,
  isEmptyHost,
  type HostFact,
  type HostFacts,
} from "./host-state.ts";
import { type AppState, type Facts, type Readings, isNoticeTrue } from "./state.ts";

/** The fold from events to the state. Parts that did not change stay the same object. */
export function evolve(state: AppState, { seq, atMs, event }: Recorded): AppState {
  if (isFact(event)) {
    const facts = evolveFacts(state.facts, event, { seq, atMs });
    return facts === state.facts ? state : { ...state, facts };
  }
  const readings = evolveReadings(state.readings, event, { seq, atMs });
  return readings === state.readings ? state : { ...state, readings };
}

function evolveFacts(facts: Facts, event: Fact, position: Position): Facts {
  const downloads = ("host" in event ? facts.hosts[event.host] : undefined)?.downloads ?? {};
  const notices = isNews(event) ? evolveNotices(facts.notices, event, downloads, position) : facts.notices;
  const after = evolveNoun(facts, event, position);
  const isTrue = (notice: Notice): boolean => isNoticeTrue(notice, after);
  const kept = notices.every(isTrue) ? notices : notices.filter(isTrue);
  return kept === after.notices ? after : { ...after, notices: kept };
}

function evolveNoun(facts: Facts, event: Fact, position: Position): Facts {
  if ("host" in event) return evolveHost(facts, event, position);
  switch (event.type) {
    case "hosts.watched":
      return watching(facts, event.hosts, position);
    case "leader.elected":
      return { ...facts, leader: evolveLeader(event, position) };
    case "history.compacted":
      return compacted(facts, event.upTo);
    case "history.kept":
    case "history.unkept":
    case "history.set-aside":
    case "history.removed":
      return { ...facts, history: evolveHistory(facts.history, event, position.seq) };
    case "notice.told":
      return facts;
  }
}

function evolveHost(facts: Facts, event: HostFact, position: Position): Facts {
  const { host } = event;
  const before = facts.hosts[host] ?? initialHostFacts;
  const after = evolveHostFacts(before, event, position);
  const hosts = { ...facts.hosts, [host]: after };
  const isTarget = event.type === "service.pointed" || event.type === "service.misconfigured";
  if (isTarget && !event.isAmongOthers) return watching({ ...facts, hosts }, [{ host }], position);
  if (after === before) return facts;
  const isOfWatched = isWatched(facts.watched, host);
  return { ...facts, hosts: isOfWatched ? hosts : mapHosts(hosts, (at) => at, facts.watched) };
}

/** From now on, exactly these hosts are watched. */
function watching(facts: Facts, watched: WatchedHosts, { seq }: Position): Facts {
  const begun = Object.fromEntries(watched.map(({ host }) => [host, facts.hosts[host] ?? initialHostFacts]));
  const hosts = mapHosts(
    { ...facts.hosts, ...begun },
    (at, host) => (isWatched(watched, host) ? at : factsOfUnwatched(at)),
    watched,
  );
  return { ...facts, watched, watchedSeq: seq, hosts };
}

const compacted = (facts: Facts, upTo: number): Facts => ({
  ...facts,
  hosts: mapHosts(facts.hosts, (host) => compactedHost(host, upTo), facts.watched),
});

/** Drops hosts that are not watched and have no facts worth keeping. */
function mapHosts(
  hosts: Facts["hosts"],
  change: (facts: HostFacts, host: string) => HostFacts,
  watched: WatchedHosts,
): Facts["hosts"] {
  const changed = Object.entries(hosts).map(([host, facts]) => [host, change(facts, host)] as const);
  return Object.fromEntries(
    changed.filter(([host, facts]) => isWatched(watched, host) || !isEmptyHost(facts)),
  );
}

function evolveReadings(readings: Readings, event: Reading, position: Position): Readings {
  if ("host" in event) {
    const before = readings.hosts[event.host] ?? initialHostReadings;
    const after = evolveHostReadings(before, event, position);
    return after === before ? readings : { ...readings, hosts: { ...readings.hosts, [event.host]: after } };
  }
  switch (event.type) {
    case "window.attended":
    case "window.left":
      return { ...readings, windows: evolveWindows(readings.windows, event) };
    case "release.found":
      return { ...readings, release: evolveRelease(event, position) };
    case "leader.beat":
      return readings;
  }
}
