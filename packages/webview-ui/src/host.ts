import type { FromPage, Json, PageEnd, ToPage } from "@paddock/core/protocol";
import type { ActionRequest } from "@paddock/core/views";
import type { PageMemory } from "./memory.ts";

type VsCode = {
  postMessage(message: FromPage<ActionRequest>): void;
  getState(): Readonly<Record<string, Json>> | undefined;
  setState(state: Readonly<Record<string, Json>>): void;
};

declare const acquireVsCodeApi: () => VsCode;

/** This page's end of the wire, and what it keeps: the only file that knows that VS Code is at the other end. */
export function openHost<View extends Json>(): {
  readonly channel: PageEnd<View, ActionRequest>;
  readonly memory: PageMemory;
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
    memory: { get: () => vscode.getState() ?? {}, set: (memory) => vscode.setState(memory) },
  };
}
