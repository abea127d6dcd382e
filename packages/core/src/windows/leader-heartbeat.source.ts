import {
  combineLatest,
  concat,
  distinctUntilChanged,
  map,
  of,
  startWith,
  switchMap,
  timer,
  type Observable,
} from "rxjs";
import type { Attention } from "./windows.ts";
import type { Clock } from "../shared/clock.port.ts";
import { clockScheduler } from "../shared/clock-scheduler.source.ts";

/** The leader records a heartbeat every second while another window needs it. */
const PATIENCE_MS = 3_000;

type LeaderHeartbeatPorts = {
  readonly attention$: Observable<Attention>;
  readonly isLeader$: Observable<boolean>;
  /** Heartbeats of the leader. */
  readonly beat$: Observable<unknown>;
  readonly clock: Clock;
};

/**
 * Whether the leader has been silent for too long, for example because it is suspended or at a breakpoint. It counts as
 * silent until its next heartbeat, or until this window takes over.
 */
export function watchLeaderHeartbeat({
  attention$,
  isLeader$,
  beat$,
  clock,
}: LeaderHeartbeatPorts): Observable<boolean> {
  const silent$ = timer(PATIENCE_MS, clockScheduler(clock)).pipe(map(() => true));
  const expecting$ = beat$.pipe(
    map(() => concat(of(false), silent$)),
    startWith(silent$),
    switchMap((next$) => next$),
  );
  return combineLatest([attention$, isLeader$]).pipe(
    map(([attention, isLeader]) => (isLeader ? "own" : attention === "none" ? "unwatched" : "expecting")),
    distinctUntilChanged(),
    switchMap((mode) => {
      switch (mode) {
        case "own":
          return of(false);
        case "unwatched":
          return beat$.pipe(map(() => false));
        case "expecting":
          return expecting$;
      }
    }),
    distinctUntilChanged(),
  );
}
