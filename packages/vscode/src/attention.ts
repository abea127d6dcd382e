import { combineLatest, distinctUntilChanged, map, Observable, startWith } from "rxjs";
import * as vscode from "vscode";
import type { Surfaces } from "./surfaces.ts";

/** Whether somebody looks: one of our views or pages is visible in a focused window. The status bar is not looking. */
export function watchAttention(
  { service, models, downloads }: Surfaces,
  pageVisible$: Observable<boolean>,
): Observable<boolean> {
  const isFocused$ = fromEvent(
    vscode.window.onDidChangeWindowState,
    ({ focused }) => focused,
    vscode.window.state.focused,
  );
  const areVisible = [service, models, downloads].map(({ view }) =>
    fromEvent(view.onDidChangeVisibility, ({ visible }) => visible, view.visible),
  );
  return combineLatest([isFocused$, pageVisible$, ...areVisible]).pipe(
    map(([isFocused, ...visible]) => isFocused === true && visible.includes(true)),
    distinctUntilChanged(),
  );
}

const fromEvent = <Event>(
  event: vscode.Event<Event>,
  toValue: (event: Event) => boolean,
  first: boolean,
): Observable<boolean> =>
  new Observable<boolean>((subscriber) => {
    const listening = event((value) => subscriber.next(toValue(value)));
    return () => listening.dispose();
  }).pipe(startWith(first));
