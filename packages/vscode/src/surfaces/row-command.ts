import { commandOf } from "@paddock/core/actions";
import type { ActionRequest } from "@paddock/core/views";
import type * as vscode from "vscode";

/** Performs the request that is its argument; for rows alone, so the manifest does not have it. */
export const PERFORM_COMMAND = "paddock.perform";

/** What a click on a row does: the command of its action, or the request itself where that says more. */
export function clickOn(request: ActionRequest, title: string): vscode.Command {
  const command = Object.keys(request).length === 1 ? commandOf(request) : undefined;
  return command === undefined
    ? { command: PERFORM_COMMAND, title, arguments: [request] }
    : { command, title };
}
