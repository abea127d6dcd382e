import type { MenuContext } from "@paddock/core/views";
import * as vscode from "vscode";

/** Sets the context keys that the `when` clauses of menus and welcome texts use. */
export function createContextKeys(): (context: MenuContext) => void {
  const known = new Map<string, unknown>();
  const set = (key: string, value: unknown): void => {
    if (known.get(key) === value) return;
    known.set(key, value);
    void vscode.commands.executeCommand("setContext", key, value);
  };
  return (context) => {
    for (const [name, value] of Object.entries(context)) set(`paddock.${name}`, value);
  };
}
