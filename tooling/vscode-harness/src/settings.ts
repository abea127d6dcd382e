import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import * as v from "valibot";

/** VS Code's user settings, by their ids. */
export type Settings = Readonly<Record<string, unknown>>;

/** The themes that VS Code brings, by what they are for. */
export const themes = {
  dark: { label: "Dark Modern", cssClass: "vs-dark" },
  light: { label: "Light Modern", cssClass: "vs" },
  "high contrast": { label: "Default High Contrast", cssClass: "hc-black" },
  "high contrast light": { label: "Default High Contrast Light", cssClass: "hc-light" },
} as const;

/** One of the themes, by what it is for. */
export type Theme = keyof typeof themes;

/** A VS Code without greetings, and without anything that would ask the Internet. */
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
 * Adds to a settings file, and makes it where there is none. An undefined value takes a setting out.
 * The file is replaced: one that is written in place may be read when it is empty.
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
