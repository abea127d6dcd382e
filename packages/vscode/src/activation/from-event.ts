import { Observable } from "rxjs";
import type * as vscode from "vscode";

/** One of VS Code's events as an observable; unsubscribing stops listening. */
export const fromEvent = <Event>(event: vscode.Event<Event>): Observable<Event> =>
  new Observable((subscriber) => {
    const listening = event((value) => subscriber.next(value));
    return () => void listening.dispose();
  });
