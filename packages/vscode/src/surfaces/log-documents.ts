import { tellingIndex, type Endpoint } from "@paddock/core";
import { readTail, serviceLogFile } from "@paddock/core/adapters";
import * as vscode from "vscode";

const SCHEME = "paddock-log";

/** A log of several weeks is too large for an editor, so only its end is shown. */
const SHOWN_BYTES = 1_000_000;

/** The ends of log files as read-only documents, opened at the line that says why the service ended, else at the end. */
export type LogDocuments = vscode.Disposable & { show(file: string): Promise<void> };

/** Provides log documents under a URI scheme of their own. */
export function createLogDocuments(): LogDocuments {
  const providing = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: (uri) => readTail(uri.fsPath, SHOWN_BYTES),
  });
  return {
    async show(file) {
      const { mtime, size } = await vscode.workspace.fs.stat(vscode.Uri.file(file));
      // A log that has changed is another document: an open one would be updated only after it is shown.
      const uri = vscode.Uri.file(file).with({ scheme: SCHEME, query: `${mtime}-${size}` });
      const document = await vscode.workspace.openTextDocument(uri);
      const lines = document.getText().split("\n");
      const place = document.lineAt(tellingIndex(lines) ?? document.lineCount - 1).range;
      await vscode.window.showTextDocument(document, {
        preview: true,
        selection: new vscode.Range(place.start, place.start),
      });
    },
    dispose: () => void providing.dispose(),
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
