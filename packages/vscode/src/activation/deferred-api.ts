import type { PublicState } from "@paddock/core/views";
import * as vscode from "vscode";
import type { PaddockApi, PaddockCommand, PaddockProgress, PaddockRefusal } from "../api.ts";
import type { OpenWindow } from "../main.ts";

const NOTHING_KNOWN: PublicState = {
  service: { situation: "unknown", host: "", control: "not-ours" },
  models: [],
  downloads: [],
};

/** The API that other extensions get at once, before the window that answers it is open. */
export function deferredApi(opened: Promise<OpenWindow>): PaddockApi & vscode.Disposable {
  const changed = new vscode.EventEmitter<PublicState>();
  let state = NOTHING_KNOWN;
  const follow = (window: OpenWindow): unknown =>
    window.onDidChangeState((next) => {
      state = next;
      changed.fire(next);
    });
  void opened.then(follow, ignoreFailure);
  const request = (command: PaddockCommand): Promise<PaddockProgress> =>
    opened.then((window) => window.request(command), notOpen);
  return {
    get state() {
      return state;
    },
    onDidChangeState: changed.event,
    request,
    async dispatch(command) {
      const answer = await request(command);
      return answer.accepted ? { accepted: true } : answer;
    },
    dispose: () => changed.dispose(),
  };
}

/** The status bar already shows that the window could not open. */
function ignoreFailure(): void {}

const notOpen = (): PaddockRefusal => ({
  accepted: false,
  reason: "not-open",
  message: vscode.l10n.t("Paddock could not start. Reload the window."),
});
