import type { Sign } from "@paddock/core/views";
import * as vscode from "vscode";

const SCHEME = "paddock-row";

/** A name by which VS Code asks how to mark a row. */
export const signedUri = (key: string, sign: Sign): vscode.Uri =>
  vscode.Uri.from({ scheme: SCHEME, path: `/${key}`, fragment: sign });

/** Marks rows at their end. A colour of its own would colour the name of the row, too. */
export const showSigns = (): vscode.Disposable =>
  vscode.window.registerFileDecorationProvider({
    provideFileDecoration: ({ scheme, fragment }) =>
      scheme === SCHEME && isSign(fragment) ? decorationOf(fragment) : undefined,
  });

const SIGNS: Readonly<Record<Sign, string>> = { chosen: "✓", update: "↑", "needs-you": "!" };

const isSign = (text: string): text is Sign => Object.hasOwn(SIGNS, text);

const decorationOf = (sign: Sign): vscode.FileDecoration => ({ badge: SIGNS[sign], tooltip: describe(sign) });

function describe(sign: Sign): string {
  switch (sign) {
    case "chosen":
      return vscode.l10n.t("This window shows this host.");
    case "update":
      return vscode.l10n.t("An update is available.");
    case "needs-you":
      return vscode.l10n.t("This goes on only after you have done something.");
  }
}
