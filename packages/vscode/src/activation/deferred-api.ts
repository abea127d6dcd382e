import type { PublicState } from "@paddock/core/views";
import * as vscode from "vscode";
import type { PaddockApi, PaddockCommand, PaddockProgress, PaddockRefusal } from "../api.ts";
import type { OpenWindow } from "../main.ts";

const NOTHING_KNOWN: PublicState = {
  service: { situation: "unknown", host: "", control: "not-ours" },
  models: [],
  downloads: [],
};

/** The API as it is from the first moment on, while what answers it is still being loaded. */
export function lateApi(opened: Promise<OpenWindow>): PaddockApi & vscode.Disposable {
  const changed = new vscode.EventEmitter<PublicState>();
  let state = NOTHING_KNOWN;
  const follow = (window: OpenWindow): unknown =>
    window.onDidChangeState((next) => {
      state = next;
      changed.fire(next);
    });
  void opened.then(follow, stayUnknown);
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

/** A window that does not open says so itself. */
function stayUnknown(): void {}

const notOpen = (): PaddockRefusal => ({
  accepted: false,
  reason: "not-open",
  message: vscode.l10n.t("Paddock could not start. Reload the window."),
});
