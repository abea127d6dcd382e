import type { Observable } from "rxjs";
import * as vscode from "vscode";

/** Shows each new view until disposed: the one bridge between observables and disposables. */
export function follow<View>(view$: Observable<View>, show: (view: View) => void): vscode.Disposable {
  const following = view$.subscribe(show);
  return new vscode.Disposable(() => following.unsubscribe());
}
