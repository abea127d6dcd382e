import type { Endpoint } from "@paddock/core";
import { readTail, serviceLogFile } from "@paddock/core/adapters";
import * as vscode from "vscode";

const SCHEME = "paddock-log";

/** A log of several weeks is too large for an editor, so only its end is shown. */
const SHOWN_BYTES = 1_000_000;

/** The ends of log files as read-only documents. */
export type LogDocuments = vscode.Disposable & { show(file: string): Promise<void> };

/** Provides log documents under a URI scheme of their own. */
export function createLogDocuments(): LogDocuments {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const providing = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri) => readTail(uri.fsPath, SHOWN_BYTES),
  });
  return {
    async show(file) {
      const uri = vscode.Uri.file(file).with({ scheme: SCHEME });
      changed.fire(uri); // a document that is already open may be out of date
      const document = await vscode.workspace.openTextDocument(uri);
      const editor = await vscode.window.showTextDocument(document, { preview: true });
      const end = document.lineAt(document.lineCount - 1).range;
      editor.revealRange(end);
    },
    dispose: () => void vscode.Disposable.from(providing, changed).dispose(),
  };
}

/** Shows the log of the service that Paddock started for this endpoint; resolves with `false` if there is none. */
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
