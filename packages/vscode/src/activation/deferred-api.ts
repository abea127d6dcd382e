import type { PublicState } from "@paddock/core/views";
import * as vscode from "vscode";
import type { PaddockApi, PaddockCommand, PaddockProgress, PaddockRefusal } from "../api.ts";
import type { OpenWindow } from "../main.ts";

const NOTHING_KNOWN: PublicState = {
  service: { situation: "unknown", host: "", control: "not-ours", owner: "looking" },
  models: [],
  downloads: [],
};

/**
 * The API that other extensions get at once, before the window that answers it is open. The state is only computed if one
 * of them asks for it, or listens.
 */
export function deferredApi(opened: Promise<OpenWindow>): PaddockApi & vscode.Disposable {
  const changed = new vscode.EventEmitter<PublicState>();
  let open: OpenWindow | undefined;
  let following: vscode.Disposable | undefined;
  let listeners = 0;
  const follow = (): void => {
    following ??= open?.onDidChangeState((state) => changed.fire(state));
  };
  const unfollow = (): void => {
    void following?.dispose();
    following = undefined;
  };
  void opened.then((window) => {
    open = window;
    if (listeners === 0) return;
    follow();
    changed.fire(window.state());
  }, ignoreFailure);
  const request = (command: PaddockCommand): Promise<PaddockProgress> =>
    opened.then((window) => window.request(command), notOpen);
  return {
    get state() {
      open?.refreshIfStale();
      return open?.state() ?? NOTHING_KNOWN;
    },
    freshState: () =>
      opened.then(
        (window) => window.freshState(),
        () => NOTHING_KNOWN,
      ),
    onDidChangeState(listener) {
      const heard = changed.event(listener);
      listeners++;
      follow();
      return new vscode.Disposable(() => {
        void heard.dispose();
        if (--listeners === 0) unfollow();
      });
    },
    request,
    async dispatch(command) {
      const answer = await request(command);
      return answer.accepted ? { accepted: true } : answer;
    },
    dispose() {
      unfollow();
      changed.dispose();
    },
  };
}

/** The status bar already shows that the window could not open. */
function ignoreFailure(): void {}

const notOpen = (): PaddockRefusal => ({
  accepted: false,
  reason: "not-open",
  message: vscode.l10n.t("Paddock could not start. Reload the window."),
});
