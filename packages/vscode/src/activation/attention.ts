import { clockScheduler, type Clock } from "@paddock/core";
import {
  combineLatest,
  defer,
  distinctUntilChanged,
  EMPTY,
  interval,
  map,
  startWith,
  switchMap,
  type Observable,
} from "rxjs";
import * as vscode from "vscode";
import { fromEvent } from "./from-event.ts";
import type { Surfaces } from "../surfaces/create-surfaces.ts";

/** Whether this window has the focus. */
export const watchFocus = (): Observable<boolean> =>
  defer(() =>
    fromEvent(vscode.window.onDidChangeWindowState).pipe(
      startWith(vscode.window.state),
      map(({ focused }) => focused),
      distinctUntilChanged(),
    ),
  );

/** How often the state is refreshed while the window stays focused. */
const REFRESH_EVERY_MS = 60_000;

/** Emits when this window gets the focus, and every minute while it keeps it. */
export const watchPresence = (focused$: Observable<boolean>, clock: Clock): Observable<unknown> =>
  focused$.pipe(
    switchMap((isFocused) =>
      isFocused ? interval(REFRESH_EVERY_MS, clockScheduler(clock)).pipe(startWith(undefined)) : EMPTY,
    ),
  );

/** Whether one of our views or pages is visible in a focused window. The status bar does not count. */
export function watchLooking(
  { service, models, downloads }: Surfaces,
  pageVisible$: Observable<boolean>,
  focused$: Observable<boolean>,
): Observable<boolean> {
  const areVisible = [service, models, downloads].map(({ view }) =>
    fromEvent(view.onDidChangeVisibility).pipe(
      startWith(view),
      map(({ visible }) => visible),
    ),
  );
  return combineLatest([focused$, pageVisible$, ...areVisible]).pipe(
    map(([isFocused, ...visible]) => isFocused && visible.includes(true)),
    distinctUntilChanged(),
  );
}
