import type { DownloadRow, ModelTreeRow, ServiceRow, Tone } from "@paddock/core/views";
import * as vscode from "vscode";

/** The status bar icon of the service, by its tone. */
export const STATUS_ICON = {
  good: "$(server-process)",
  quiet: "$(server)",
  busy: "$(loading~spin)",
  warn: "$(warning)",
  wrong: "$(error)",
} satisfies Record<Tone, string>;

const TONE_ICON = {
  good: ["pass-filled", "charts.green"],
  quiet: ["circle-outline", undefined],
  busy: ["loading~spin", undefined],
  warn: ["warning", "charts.yellow"],
  wrong: ["error", "charts.red"],
} satisfies Record<Tone, readonly [string, string | undefined]>;

const SERVICE_ICON = {
  address: "globe",
  control: "person",
  machine: "remote",
  memory: "chip",
} satisfies Partial<Record<ServiceRow["key"], string>>;

const UNAVAILABLE = ["circle-outline", "disabledForeground"] as const;

const MODEL_ICON = {
  loaded: ["circle-large-filled", "charts.green"],
  partly: ["color-mode", "charts.yellow"],
  idle: ["circle-large-outline", undefined],
  cloud: ["cloud", undefined],
  busy: TONE_ICON.busy,
  downloading: ["cloud-download", "charts.blue"],
  damaged: TONE_ICON.warn,
  leftover: UNAVAILABLE,
  unavailable: UNAVAILABLE,
} satisfies Record<ModelTreeRow["kind"], readonly [string, string | undefined]>;

const DOWNLOAD_ICON = {
  queued: ["list-ordered", undefined],
  offline: ["debug-disconnect", undefined],
  pulling: TONE_ICON.busy,
  still: TONE_ICON.warn,
  waiting: ["sync", "charts.yellow"],
  pausing: TONE_ICON.busy,
  paused: ["debug-pause", undefined],
  cancelling: TONE_ICON.busy,
  completed: TONE_ICON.good,
  failed: TONE_ICON.wrong,
  cancelled: ["circle-slash", undefined],
} satisfies Record<DownloadRow["stage"], readonly [string, string | undefined]>;

export const downloadIcon = ({ stage }: DownloadRow): vscode.ThemeIcon => themed(DOWNLOAD_ICON[stage]);

export const toneIcon = (tone: Tone): vscode.ThemeIcon => themed(TONE_ICON[tone]);

export const modelIcon = ({ kind }: ModelTreeRow): vscode.ThemeIcon => themed(MODEL_ICON[kind]);

/** An icon for what a line about the service shows, or for its tone. */
export function serviceIcon({ key, tone, request }: ServiceRow): vscode.ThemeIcon {
  switch (key) {
    case "address":
    case "control":
    case "machine":
    case "memory":
      return new vscode.ThemeIcon(SERVICE_ICON[key]);
    case "toggle":
      return new vscode.ThemeIcon(request?.type === "service.stop" ? "debug-stop" : "play");
    case "orphans":
      return toneIcon(tone);
    case "executable":
      return new vscode.ThemeIcon(request?.type === "ollama.install" ? "desktop-download" : "settings-gear");
    case "other-port":
      return new vscode.ThemeIcon("plug");
    case "rights":
      return new vscode.ThemeIcon("terminal");
    case "log":
      return new vscode.ThemeIcon("output");
    case "exposure":
      return toneIcon(tone);
    case "environment":
      return new vscode.ThemeIcon("debug-restart");
    case "variables":
      return toneIcon(tone);
    case "came-back":
    case "server":
    case "api-path":
      return new vscode.ThemeIcon("info");
    case "test":
      return tone === "quiet" ? new vscode.ThemeIcon("beaker") : toneIcon(tone);
    case "state":
      return toneIcon(tone);
  }
}

const themed = ([icon, color]: readonly [string, string | undefined]): vscode.ThemeIcon =>
  color === undefined ? new vscode.ThemeIcon(icon) : new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
