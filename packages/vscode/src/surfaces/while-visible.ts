import { distinctUntilChanged, NEVER, Observable, startWith, switchMap } from "rxjs";
import type * as vscode from "vscode";

type Panel = Pick<vscode.WebviewPanel, "visible"> & {
  readonly onDidChangeViewState: (listener: () => void) => vscode.Disposable;
};

/** A view for as long as its panel is visible: VS Code ends the page of a hidden one, and loads it again. */
export const whileVisible = <View>(panel: Panel, view$: Observable<View>): Observable<View> =>
  new Observable<boolean>((subscriber) => {
    const listening = panel.onDidChangeViewState(() => subscriber.next(panel.visible));
    return () => void listening.dispose();
  }).pipe(
    startWith(panel.visible),
    distinctUntilChanged(),
    switchMap((isVisible) => (isVisible ? view$ : NEVER)),
  );
