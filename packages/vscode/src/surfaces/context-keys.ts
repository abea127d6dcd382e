import type { MenuContext } from "@paddock/core/views";
import * as vscode from "vscode";

/** Tells menus and welcome texts what can be done now. */
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
