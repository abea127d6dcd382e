import { errorText } from "@paddock/core";
import type { Saved, TextFile } from "@paddock/core/actions";
import * as vscode from "vscode";

/** Asks by VS Code's dialog where to save a text, and writes it; the ending of the name says which kind it is. */
export async function saveText<Kind extends string>({
  title,
  name,
  kinds,
  textOf,
}: TextFile<Kind>): Promise<Saved> {
  const [first] = kinds;
  if (first === undefined) return { kind: "cancelled" };
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const file = await vscode.window.showSaveDialog({
    title,
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, `${name}.${first}`) }),
    filters: Object.fromEntries(kinds.map((kind) => [kind.toUpperCase(), [kind]])),
  });
  if (!file) return { kind: "cancelled" };
  const kind = kinds.find((one) => file.path.toLowerCase().endsWith(`.${one}`)) ?? first;
  try {
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(textOf(kind)));
    return { kind: "saved", path: file.fsPath };
  } catch (error) {
    return { kind: "failed", detail: errorText(error) };
  }
}
