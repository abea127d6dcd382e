import type { HostTreeRow } from "@paddock/core/views";
import * as vscode from "vscode";

const SCHEME = "paddock-host";
const CHOSEN = "chosen";

/** A name by which VS Code asks how to mark a host. */
export const hostUri = ({ host, isChosen }: Pick<HostTreeRow, "host" | "isChosen">): vscode.Uri =>
  vscode.Uri.from({ scheme: SCHEME, path: `/${host}`, fragment: isChosen ? CHOSEN : "" });

/** Ticks the host that this window shows. */
export const tickChosenHost = (): vscode.Disposable =>
  vscode.window.registerFileDecorationProvider({
    provideFileDecoration: ({ scheme, fragment }) =>
      scheme === SCHEME && fragment === CHOSEN
        ? { badge: "✓", tooltip: vscode.l10n.t("This window shows this host.") }
        : undefined,
  });
