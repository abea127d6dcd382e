import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import * as v from "valibot";

/** VS Code's user settings, by their ids. */
export type Settings = Readonly<Record<string, unknown>>;

/** VS Code's built-in themes, by their purpose; a webview is told the kind. */
export const themes = {
  dark: { label: "Dark Modern", cssClass: "vs-dark", kind: "vscode-dark" },
  light: { label: "Light Modern", cssClass: "vs", kind: "vscode-light" },
  "high contrast": { label: "Default High Contrast", cssClass: "hc-black", kind: "vscode-high-contrast" },
  "high contrast light": {
    label: "Default High Contrast Light",
    cssClass: "hc-light",
    kind: "vscode-high-contrast-light",
  },
} as const;

export type Theme = keyof typeof themes;

/** Settings without welcome pages, and without anything that connects to the Internet. */
export const quietSettings: Settings = {
  "workbench.startupEditor": "none",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.colorTheme": themes.dark.label,
  "workbench.tips.enabled": false,
  "chat.disableAIFeatures": true,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "telemetry.telemetryLevel": "off",
  "window.autoDetectColorScheme": false,
};

/**
 * Changes a settings file, or creates it. An undefined value removes a setting. The file is replaced by
 * renaming, because VS Code may read a file that is written in place while it is still empty.
 */
export function changeSettings(file: string, change: Settings): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify({ ...settingsIn(file), ...change }, undefined, 2));
  renameSync(`${file}.new`, file);
}

function settingsIn(file: string): Settings {
  if (!existsSync(file)) return {};
  return v.parse(v.record(v.string(), v.unknown()), JSON.parse(readFileSync(file, "utf8")));
}
