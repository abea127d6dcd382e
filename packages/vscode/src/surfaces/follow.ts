import type { Observable } from "rxjs";
import * as vscode from "vscode";

/** Subscribes until disposed: the one bridge between observables and disposables. */
export function follow<View>(view$: Observable<View>, show: (view: View) => void): vscode.Disposable {
  const subscription = view$.subscribe(show);
  return new vscode.Disposable(() => subscription.unsubscribe());
}
