import type { FromPage, Json, PageEnd, ToPage } from "@paddock/core/protocol";
import type { ActionRequest } from "@paddock/core/views";
import type { PersistedState } from "./persisted-state.ts";

type VsCode = {
  postMessage(message: FromPage<ActionRequest>): void;
  getState(): Readonly<Record<string, Json>> | undefined;
  setState(state: Readonly<Record<string, Json>>): void;
};

declare const acquireVsCodeApi: () => VsCode;

/** The page's connection to VS Code. No other file of the pages knows about VS Code. */
export function openHost<View extends Json>(): {
  readonly channel: PageEnd<View, ActionRequest>;
  readonly state: PersistedState;
} {
  const vscode = acquireVsCodeApi();
  return {
    channel: {
      send: (message) => vscode.postMessage(message),
      receive(listener) {
        // Only the host can post to a webview, and it posts nothing else.
        const onMessage = (event: MessageEvent<ToPage<View>>): void => listener(event.data);
        window.addEventListener("message", onMessage);
        return () => window.removeEventListener("message", onMessage);
      },
    },
    state: { get: () => vscode.getState() ?? {}, set: (state) => vscode.setState(state) },
  };
}
