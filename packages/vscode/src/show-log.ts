import type { AppState } from "@paddock/core";
import { serviceLogFile } from "@paddock/core/adapters";
import * as vscode from "vscode";

/** Shows what the service wrote, where it was ours; says where to look where it was not. Our own log comes with it. */
export async function showServiceLog(
  { facts }: AppState,
  folder: string,
  showOutput: () => void,
): Promise<string | undefined> {
  const { endpoint, control } = facts.service;
  const file = endpoint && vscode.Uri.file(serviceLogFile(folder, endpoint));
  if (file && control === "ours" && (await exists(file))) {
    await vscode.window.showTextDocument(file, { preview: true });
    return undefined;
  }
  showOutput();
  if (control === "remote") return vscode.l10n.t("Its log is on the other machine. This is Paddock's own.");
  return control === "not-ours"
    ? vscode.l10n.t(
        "Ollama was not started here, so its log is elsewhere (“journalctl -u ollama”, ~/.ollama/logs/server.log). This is Paddock's own.",
      )
    : vscode.l10n.t("Paddock has not started Ollama here yet. This is Paddock's own log.");
}

async function exists(file: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(file);
    return true;
  } catch {
    return false;
  }
}
