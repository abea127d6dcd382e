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

/** Whether this is the window that the person works in. */
export const watchFocus = (): Observable<boolean> =>
  defer(() =>
    fromEvent(vscode.window.onDidChangeWindowState).pipe(
      startWith(vscode.window.state),
      map(({ focused }) => focused),
      distinctUntilChanged(),
    ),
  );

/** So often it is made sure that what is shown still holds, while somebody is there who may read it. */
const REMIND_EVERY_MS = 60_000;

/** Emits when the person comes to this window, and every minute while they stay. */
export const watchPresence = (focused$: Observable<boolean>, clock: Clock): Observable<unknown> =>
  focused$.pipe(
    switchMap((isFocused) =>
      isFocused ? interval(REMIND_EVERY_MS, clockScheduler(clock)).pipe(startWith(undefined)) : EMPTY,
    ),
  );

/** Whether somebody looks: one of our views or pages is visible in a focused window. The status bar is not looking. */
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
