import { type AppState, hostFacts } from "@paddock/core";
import { readTail, serviceLogFile } from "@paddock/core/adapters";
import { plainRefusal, type RefusalView } from "@paddock/core/views";
import * as vscode from "vscode";

const SCHEME = "paddock-log";

/** A log that runs for weeks grows beyond what an editor takes; its end is what counts. */
const SHOWN_BYTES = 1_000_000;

/** The ends of logs as documents, which cannot be written. */
export type LogDocuments = vscode.Disposable & { show(file: string): Promise<void> };

/** Offers the ends of logs under a scheme of their own. */
export function createLogDocuments(): LogDocuments {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const providing = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri) => readTail(uri.fsPath, SHOWN_BYTES),
  });
  return {
    async show(file) {
      const uri = vscode.Uri.file(file).with({ scheme: SCHEME });
      changed.fire(uri); // one that is open may be old
      const document = await vscode.workspace.openTextDocument(uri);
      const editor = await vscode.window.showTextDocument(document, { preview: true });
      const end = document.lineAt(document.lineCount - 1).range;
      editor.revealRange(end);
    },
    dispose: () => void vscode.Disposable.from(providing, changed).dispose(),
  };
}

/** Where logs are, and how they are shown. */
export type ShowLogOptions = {
  readonly folder: string;
  readonly logs: LogDocuments;
  readonly showOutput: () => void;
};

/** Shows what the service wrote, where it was ours; says where to look where it was not. Our own log comes with it. */
export async function showServiceLog(
  state: AppState,
  { folder, logs, showOutput }: ShowLogOptions,
): Promise<RefusalView | undefined> {
  const { endpoint, control } = hostFacts(state).service;
  const file = endpoint && serviceLogFile(folder, endpoint);
  if (file !== undefined && control === "ours" && (await exists(file))) {
    await logs.show(file);
    return undefined;
  }
  showOutput();
  if (control === "remote")
    return plainRefusal(vscode.l10n.t("Ollama's log is on the other machine. This is Paddock's own log."));
  return plainRefusal(
    control === "not-ours"
      ? vscode.l10n.t(
          "Another program started Ollama, so its log is elsewhere (“journalctl -u ollama” or “~/.ollama/logs/server.log”). This is Paddock's own log.",
        )
      : vscode.l10n.t("Paddock has not started Ollama on this machine yet. This is Paddock's own log."),
  );
}

async function exists(file: string): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(vscode.Uri.file(file));
    return true;
  } catch {
    return false;
  }
}
