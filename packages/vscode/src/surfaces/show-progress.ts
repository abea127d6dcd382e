import type { ShowPort } from "@paddock/core/actions";
import { finalize, Subscription } from "rxjs";
import * as vscode from "vscode";
import { withoutLinks } from "../prompts/without-links.ts";

/** Shows how far something is in a notification with a button that cancels it. */
export const showProgress: ShowPort["progress"] = async (title, share$) =>
  vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: withoutLinks(title), cancellable: true },
    async (progress, cancelled) =>
      new Promise<boolean>((resolve, reject) => {
        let shown = 0;
        const following = new Subscription();
        const cancelling = cancelled.onCancellationRequested(() => {
          following.unsubscribe();
          resolve(false);
        });
        const shown$ = share$.pipe(finalize(() => void cancelling.dispose()));
        following.add(
          shown$.subscribe({
            next(share) {
              const percent = Math.floor(share * 100);
              if (percent > shown) progress.report({ increment: percent - shown, message: `${percent}%` });
              shown = Math.max(shown, percent);
            },
            error: reject,
            complete: () => resolve(true),
          }),
        );
      }),
  );
