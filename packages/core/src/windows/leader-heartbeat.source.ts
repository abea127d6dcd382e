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

/** The window that runs Ollama says every second that it is awake, while another wants something of it. */
const PATIENCE_MS = 3_000;

/** What tells whether a sign of life is expected, and the signs themselves. */
export type LeaderHeartbeatPorts = {
  readonly attention$: Observable<Attention>;
  readonly isLeader$: Observable<boolean>;
  /** Signs of life of the window that runs Ollama. */
  readonly beat$: Observable<unknown>;
  readonly clock: Clock;
};

/**
 * Whether the window that runs Ollama has been silent for too long: suspended, or at a breakpoint. It stays silent until
 * it says something, or this window takes over.
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
    switchMap((what) => {
      switch (what) {
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
