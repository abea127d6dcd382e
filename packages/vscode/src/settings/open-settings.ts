import * as vscode from "vscode";
import { parseSetMemories, type AutoStart } from "@paddock/core";
import { filter } from "rxjs";
import type { SettingsChange } from "@paddock/core/actions";
import { SETTINGS } from "../contributions.ts";
import { readDemo } from "../activation/demo.ts";
import { ownerSetting } from "./owner-setting.ts";
import type { Settings, SettingsSource } from "./settings.ts";
import { fromEvent } from "../activation/from-event.ts";

/** The current settings. A value of the wrong type counts as not set. */
function readSettings(): Settings {
  const settings = vscode.workspace.getConfiguration();
  return {
    host: hostOf(settings.get(SETTINGS.host)),
    hosts: settings.get<unknown>(SETTINGS.hosts),
    hostMemory: parseSetMemories(settings.get<unknown>(SETTINGS.hostMemory)),
    executable: textOf(settings.get(SETTINGS.executable)),
    ...environmentOf(settings.get(SETTINGS.serviceEnvironment)),
    autoStart: autoStartOf(settings.get(SETTINGS.autoStart)),
    serviceOwner: settings.get<unknown>(SETTINGS.serviceOwner),
    stopOnExit: settings.get(SETTINGS.stopOnExit) === true,
    insecureRegistries: listOf(settings.get(SETTINGS.insecureRegistries)).map((host) => host.toLowerCase()),
    parallelDownloads: Math.min(
      MOST_PARALLEL,
      Math.floor(atLeastOne(settings.get(SETTINGS.parallelDownloads), 1)),
    ),
    checksForUpdates: whenOf(settings.get(SETTINGS.checkForUpdates)),
    checksForReleases: whenOf(settings.get(SETTINGS.checkForReleases)),
    notifiesWhenDone: settings.get(SETTINGS.notifyWhenDone) === true,
    hiddenNotices: listOf(settings.get(SETTINGS.hiddenNotifications)),
    historyDays: atLeastOne(settings.get(SETTINGS.historyDays), 90),
    historyMegabytes: atLeastOne(settings.get(SETTINGS.historyMegabytes), 20),
  };
}

/** Reads the settings from VS Code. */
export const openSettings = (): SettingsSource => ({
  read: readSettings,
  write: writeSettings,
  async hideNotices(kind) {
    const hidden = new Set([...readSettings().hiddenNotices, kind]);
    await vscode.workspace
      .getConfiguration()
      .update(SETTINGS.hiddenNotifications, [...hidden], vscode.ConfigurationTarget.Global);
  },
  async chooseOwner(host, choice) {
    const [setting, value] = ownerSetting(readSettings(), {
      host,
      choice,
      demo: readDemo(process.env),
    });
    await vscode.workspace.getConfiguration().update(setting, value, vscode.ConfigurationTarget.Global);
  },
  changed$: fromEvent(vscode.workspace.onDidChangeConfiguration).pipe(
    filter((change) => change.affectsConfiguration("paddock")),
  ),
});

async function writeSettings({ host, variables }: SettingsChange): Promise<void> {
  const settings = vscode.workspace.getConfiguration();
  if (host !== undefined) await settings.update(SETTINGS.host, host, vscode.ConfigurationTarget.Global);
  if (!variables) return;
  const before = settings.get<unknown>(SETTINGS.serviceEnvironment);
  const changed = Object.entries({ ...(typeof before === "object" ? before : {}), ...variables });
  const environment = Object.fromEntries(changed.filter(([, value]) => value !== undefined));
  await settings.update(SETTINGS.serviceEnvironment, environment, vscode.ConfigurationTarget.Global);
}

/** More downloads at a time would not be faster, because the network connection is the limit. */
const MOST_PARALLEL = 8;

// A settings file may hold values of any type, whatever the manifest declares.
const textOf = (value: unknown): string => (typeof value === "string" ? value.trim() : "");

const hostOf = (value: unknown): Settings["host"] =>
  typeof value === "string" || value === undefined || value === null
    ? textOf(value)
    : { notText: JSON.stringify(value) };

const atLeastOne = (value: unknown, otherwise: number): number =>
  typeof value === "number" && value >= 1 ? value : otherwise;

const listOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];

const whenOf = (value: unknown): "daily" | "on-request" => (value === "daily" ? "daily" : "on-request");

const autoStartOf = (value: unknown): AutoStart =>
  value === "onStartup" || value === "whenNeeded" ? value : "never";

function environmentOf(value: unknown): Pick<Settings, "serviceEnvironment" | "notTextVariables"> {
  const entries = typeof value === "object" && value !== null ? Object.entries(value) : [];
  return {
    serviceEnvironment: Object.fromEntries(
      entries.flatMap(([name, one]): [string, string][] => (isScalar(one) ? [[name, String(one)]] : [])),
    ),
    notTextVariables: entries.flatMap(([name, one]) => (isScalar(one) ? [] : [name])),
  };
}

const isScalar = (value: unknown): boolean => ["string", "number", "boolean"].includes(typeof value);
