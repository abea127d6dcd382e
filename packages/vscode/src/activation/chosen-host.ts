import { parseHostId, type App, type HostId, type Logger } from "@paddock/core";
import { distinctUntilChanged, filter, map, skip } from "rxjs";
import type * as vscode from "vscode";
import { follow } from "../surfaces/follow.ts";

const KEY = "paddock.chosenHost";

/** The host that was shown last in this workspace; `undefined` if none was chosen. */
export function chosenBefore({
  workspaceState,
}: Pick<vscode.ExtensionContext, "workspaceState">): HostId | undefined {
  const text = workspaceState.get<unknown>(KEY);
  return typeof text === "string" ? parseHostId(text) : undefined;
}

/** Remembers the host that this window shows, for this workspace. */
export const rememberChosen = (
  { workspaceState }: Pick<vscode.ExtensionContext, "workspaceState">,
  app: Pick<App, "state$">,
  logger: Logger,
): vscode.Disposable =>
  follow(
    app.state$.pipe(
      map(({ local }) => local.chosen),
      distinctUntilChanged(),
      skip(1),
      filter((chosen) => chosen !== undefined),
    ),
    (chosen) =>
      void workspaceState
        .update(KEY, chosen)
        .then(undefined, (error: unknown) =>
          logger.warn(`the chosen host is not remembered: ${String(error)}`),
        ),
  );
