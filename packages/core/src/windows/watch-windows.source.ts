import {
  distinctUntilChanged,
  EMPTY,
  interval,
  map,
  merge,
  mergeMap,
  startWith,
  switchMap,
  withLatestFrom,
  type Observable,
} from "rxjs";
import type { AppState } from "../app/state.ts";
import type { LeaderEvent } from "./leader.ts";
import type { WindowId } from "./window-id.ts";
import { isAttendedByOthers, knownWindows, type WindowEvent, type Windows } from "./windows.ts";
import type { Clock } from "../shared/clock.port.ts";
import type { Presence } from "./presence.port.ts";
import { clockScheduler } from "../shared/clock-scheduler.source.ts";

type WatchWindowsPorts = {
  /** This window. */
  readonly own: WindowId;
  readonly presence: Presence;
  readonly clock: Clock;
  readonly state$: Observable<AppState>;
};

const BEAT_EVERY_MS = 1_000;
const CHECK_EVERY_MS = 2_000;

/**
 * For the leader. While another window needs it, emits heartbeats, and checks whether the other windows are still open.
 */
export function watchWindows(ports: WatchWindowsPorts): Observable<LeaderEvent | WindowEvent> {
  const { own, presence, clock, state$ } = ports;
  const scheduler = clockScheduler(clock);
  const windows$ = state$.pipe(
    map(({ readings }) => readings.windows),
    distinctUntilChanged(),
  );
  const beats$ = interval(BEAT_EVERY_MS, scheduler).pipe(
    startWith(undefined),
    map((): LeaderEvent => ({ type: "leader.beat", window: own })),
  );
  const gone$ = interval(CHECK_EVERY_MS, scheduler).pipe(
    withLatestFrom(windows$),
    mergeMap(([, windows]) => goneWindows(windows, presence)),
  );
  return windows$.pipe(
    map((windows) => isAttendedByOthers(windows, own)),
    distinctUntilChanged(),
    switchMap((isAttended) => (isAttended ? merge(beats$, gone$) : EMPTY)),
  );
}

/** For each window whose process ended without recording it, the event that it has left. */
export const goneWindows = (windows: Windows, presence: Presence): readonly WindowEvent[] =>
  knownWindows(windows)
    .filter((window) => !presence.isOpen(window))
    .map((window) => ({ type: "window.left", window }));
