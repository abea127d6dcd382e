import { Observable } from "rxjs";
import type * as vscode from "vscode";

/** A VS Code event as an observable; unsubscribing disposes the listener. */
export const fromEvent = <Event>(event: vscode.Event<Event>): Observable<Event> =>
  new Observable((subscriber) => {
    const listening = event((value) => subscriber.next(value));
    return () => void listening.dispose();
  });
