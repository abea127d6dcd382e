import { combineLatest, defer, distinctUntilChanged, map, startWith, type Observable } from "rxjs";
import * as vscode from "vscode";
import { fromEvent } from "./from-event.ts";
import type { Surfaces } from "./surfaces.ts";

/** Whether this is the window that somebody works in. */
export const isFocused$: Observable<boolean> = defer(() =>
  fromEvent(vscode.window.onDidChangeWindowState).pipe(
    startWith(vscode.window.state),
    map(({ focused }) => focused),
    distinctUntilChanged(),
  ),
);

/** Whether somebody looks: one of our views or pages is visible in a focused window. The status bar is not looking. */
export function watchLooking(
  { service, models, downloads }: Surfaces,
  pageVisible$: Observable<boolean>,
): Observable<boolean> {
  const areVisible = [service, models, downloads].map(({ view }) =>
    fromEvent(view.onDidChangeVisibility).pipe(
      startWith(view),
      map(({ visible }) => visible),
    ),
  );
  return combineLatest([isFocused$, pageVisible$, ...areVisible]).pipe(
    map(([isFocused, ...visible]) => isFocused && visible.includes(true)),
    distinctUntilChanged(),
  );
}
