import type { Endpoint } from "@paddock/core";
import { readTail, serviceLogFile } from "@paddock/core/adapters";
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

/** Shows the log of the service that was started for this endpoint; `false` where there is none. */
export async function showServiceLog(
  logs: LogDocuments,
  folder: string,
  endpoint: Endpoint,
): Promise<boolean> {
  const file = serviceLogFile(folder, endpoint);
  const isThere = await exists(file);
  if (isThere) await logs.show(file);
  return isThere;
}

async function exists(file: string): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(vscode.Uri.file(file));
    return true;
  } catch {
    return false;
  }
}
