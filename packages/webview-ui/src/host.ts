import type { FromPage, Json, PageEnd, ToPage } from "@paddock/core/protocol";
import type { Ask } from "@paddock/core/views";

declare const acquireVsCodeApi: () => { postMessage(message: FromPage<Ask>): void };

/** This page's end of the wire: the only file that knows that VS Code is at the other. */
export function hostChannel<View extends Json>(): PageEnd<View, Ask> {
  const vscode = acquireVsCodeApi();
  return {
    send: (message) => vscode.postMessage(message),
    receive(listener) {
      // Only the host can post to a webview, and it posts nothing else.
      const onMessage = (event: MessageEvent<ToPage<View>>): void => listener(event.data);
      window.addEventListener("message", onMessage);
      return () => window.removeEventListener("message", onMessage);
    },
  };
}
