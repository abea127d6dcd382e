import { defer, merge, switchMap, type Observable } from "rxjs";
import { accept } from "../shared/decision.ts";
import type { AppEvent } from "./events.ts";
import type { AppState } from "./state.ts";
import type { EventStore, StoreNews } from "../history/event-store.port.ts";
import type { Ports } from "./app.port.ts";
import { goneWindows, watchWindows } from "../windows/watch-windows.source.ts";
import { runReleases } from "../releases/releases-session.ts";
import { keepHistory } from "./keep-history.ts";
import type { Loop } from "./loop.ts";
import { watchHosts } from "../hosts/host-session.ts";

/**
 * The work of the leader: it takes over from the previous leader, and then runs sources and machines on the events of
 * all windows.
 */
export const runLeader = (ports: Ports, loop: Loop): Observable<AppEvent> =>
  defer(() => takeOver(ports, loop)).pipe(
    switchMap(() =>
      merge(
        watchWindows({
          own: ports.window,
          presence: ports.presence,
          clock: ports.clock,
          state$: loop.state$,
        }),
        watchHosts(ports, loop),
        runReleases(ports, loop),
        keepHistory(ports, loop),
      ),
    ),
  );

/** Decided at the head of the log, so that no earlier event of another window is missed. */
function takeOver({ presence, store, window }: Ports, { decide }: Loop): Promise<unknown> {
  const news = store.takeNews().map(eventOf);
  return decide(({ readings }) =>
    accept<AppEvent>(...goneWindows(readings.windows, presence), { type: "leader.elected", window }, ...news),
  );
}

/** Why the state was written into a new store. */
export function newsOfRestored(store: EventStore, { facts }: AppState): readonly AppEvent[] {
  const news = store.takeNews().map(eventOf);
  return [
    ...(news.length > 0 ? news : [{ type: "history.removed" } as const]),
    ...(facts.history.kind === "unkept" ? [{ type: "history.kept" } as const] : []),
  ];
}

function eventOf(news: StoreNews): AppEvent {
  return news.kind === "unkept"
    ? { type: "history.unkept", failure: news.failure }
    : { type: "history.set-aside", file: news.file };
}
