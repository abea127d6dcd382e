import * as vscode from "vscode";
import { filter, type Observable } from "rxjs";
import { SETTINGS } from "../contributions.ts";
import { fromEvent } from "../activation/from-event.ts";

/** What the person has set. All of it is read from the machine's settings: a workspace has no say in it. */
export type Settings = {
  /** As it was entered; empty where it was not. Anything else is no text, and no host. */
  readonly host: string | { readonly notText: string };
  readonly executable: string;
  readonly serviceEnvironment: Readonly<Record<string, string>>;
  readonly stopOnExit: boolean;
  /** `host[:port]` of registries that are spoken to without TLS, in lower case. */
  readonly insecureRegistries: readonly string[];
  readonly parallelDownloads: number;
  readonly checksForUpdates: "daily" | "on-request";
  /** Whether a message says that a download is done. */
  readonly notifiesWhenDone: boolean;
  /** How much is remembered. */
  readonly historyDays: number;
  readonly historyMegabytes: number;
};

/** What is set now; what is set wrong is as if it were not. */
function readSettings(): Settings {
  const settings = vscode.workspace.getConfiguration();
  return {
    host: hostOf(settings.get(SETTINGS.host)),
    executable: textOf(settings.get(SETTINGS.executable)),
    serviceEnvironment: textsOf(settings.get(SETTINGS.serviceEnvironment)),
    stopOnExit: settings.get(SETTINGS.stopOnExit) === true,
    insecureRegistries: listOf(settings.get(SETTINGS.insecureRegistries)).map((host) => host.toLowerCase()),
    parallelDownloads: Math.min(
      MOST_PARALLEL,
      Math.floor(atLeastOne(settings.get(SETTINGS.parallelDownloads), 1)),
    ),
    checksForUpdates: settings.get(SETTINGS.checkForUpdates) === "daily" ? "daily" : "on-request",
    notifiesWhenDone: settings.get(SETTINGS.notifyWhenDone) === true,
    historyDays: atLeastOne(settings.get(SETTINGS.historyDays), 90),
    historyMegabytes: atLeastOne(settings.get(SETTINGS.historyMegabytes), 20),
  };
}

/** The person's settings, as they are now and when they change. */
export type SettingsSource = {
  readonly read: () => Settings;
  /** Emits when one of ours has changed. */
  readonly changed$: Observable<unknown>;
};

/** VS Code's settings. */
export const openSettings = (): SettingsSource => ({
  read: readSettings,
  changed$: fromEvent(vscode.workspace.onDidChangeConfiguration).pipe(
    filter((change) => change.affectsConfiguration("paddock")),
  ),
});

/** More would only be slower: what limits a download is mostly the line. */
const MOST_PARALLEL = 8;

// A settings file may hold anything, whatever the manifest says.
const textOf = (value: unknown): string => (typeof value === "string" ? value.trim() : "");

const hostOf = (value: unknown): Settings["host"] =>
  typeof value === "string" || value === undefined || value === null
    ? textOf(value)
    : { notText: JSON.stringify(value) };

const atLeastOne = (value: unknown, otherwise: number): number =>
  typeof value === "number" && value >= 1 ? value : otherwise;

const listOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];

function textsOf(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, one]): [string, string][] =>
      ["string", "number", "boolean"].includes(typeof one) ? [[name, String(one)]] : [],
    ),
  );
}
