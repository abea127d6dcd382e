import {
  distinctUntilChanged,
  EMPTY,
  map,
  merge,
  mergeMap,
  startWith,
  switchMap,
  withLatestFrom,
  type Observable,
} from "rxjs";
import type { AppState } from "../app/state.ts";
import type { EngineEvent } from "./leader.ts";
import type { WindowId } from "./window-id.ts";
import { isAttendedByOthers, knownWindows, type WindowEvent, type Windows } from "./windows.ts";
import type { Clock } from "../shared/clock.port.ts";
import type { Presence } from "./presence.port.ts";
import { every } from "../shared/rx-timer.source.ts";

/** This window, and what tells of the others. */
export type WatchWindowsPorts = {
  readonly own: WindowId;
  readonly presence: Presence;
  readonly clock: Clock;
  readonly state$: Observable<AppState>;
};

const BEAT_EVERY_MS = 1_000;
const LOOK_EVERY_MS = 2_000;

/**
 * While another window wants something of this one, which runs Ollama: says again and again that it is awake, and looks
 * whether the other is still there.
 */
export function watchWindows(ports: WatchWindowsPorts): Observable<EngineEvent | WindowEvent> {
  const { own, presence, clock, state$ } = ports;
  const windows$ = state$.pipe(
    map(({ readings }) => readings.windows),
    distinctUntilChanged(),
  );
  const beats$ = every(clock, BEAT_EVERY_MS).pipe(
    startWith(undefined),
    map((): EngineEvent => ({ type: "engine.beat", window: own })),
  );
  const gone$ = every(clock, LOOK_EVERY_MS).pipe(
    withLatestFrom(windows$),
    mergeMap(([, windows]) => goneWindows(windows, presence)),
  );
  return windows$.pipe(
    map((windows) => isAttendedByOthers(windows, own)),
    distinctUntilChanged(),
    switchMap((isAttended) => (isAttended ? merge(beats$, gone$) : EMPTY)),
  );
}

/** Those whose process has ended without a word. */
export const goneWindows = (windows: Windows, presence: Presence): readonly WindowEvent[] =>
  knownWindows(windows)
    .filter((window) => !presence.isOpen(window))
    .map((window) => ({ type: "window.left", window }));
