import type { ServiceControls } from "@paddock/core/views";
import * as vscode from "vscode";
import { CONTEXT } from "../contributions.ts";

/** Tells menus and welcome texts what can be done now. */
export function createContextKeys(): (controls: ServiceControls) => void {
  const known = new Map<string, unknown>();
  const set = (key: string, value: unknown): void => {
    if (known.get(key) === value) return;
    known.set(key, value);
    void vscode.commands.executeCommand("setContext", key, value);
  };
  return ({ situation, canStart, canStop }) => {
    set(CONTEXT.situation, situation);
    set(CONTEXT.canStart, canStart);
    set(CONTEXT.canStop, canStop);
  };
}
