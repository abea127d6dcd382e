import type { SettingName, ShowPort } from "@paddock/core/actions";
import { take } from "rxjs";
import * as vscode from "vscode";
import { SETTINGS } from "../contributions.ts";
import { hideMessages, mention, showMessage } from "../prompts/messages.ts";
import type { ShowRefusal } from "../prompts/refusals.ts";
import { showServiceLog, type LogDocuments } from "./log-documents.ts";
import type { PagePanels } from "./page-panels.ts";
import type { IsRowVisible } from "./row-visibility.ts";

/** What actions show, and where. */
export type ScreenOptions = {
  readonly panels: () => PagePanels;
  readonly isRowVisible: IsRowVisible;
  readonly logs: LogDocuments;
  /** The folder of the logs. */
  readonly folder: string;
  readonly ownLog: () => void;
  readonly menu: () => Promise<void>;
  readonly refusal: ShowRefusal;
};

const SETTING_IDS = {
  host: SETTINGS.host,
  executable: SETTINGS.executable,
  "insecure-registries": SETTINGS.insecureRegistries,
} as const satisfies Record<SettingName, string>;

/** Core's port for showing things, on VS Code. */
export const createScreen = ({
  panels,
  isRowVisible,
  logs,
  folder,
  ownLog,
  menu,
  refusal,
}: ScreenOptions): ShowPort => ({
  mention,
  refusal,
  menu,
  ownLog,
  async offer({ text, label, row, over$ }) {
    if (isRowVisible(row)) return false;
    const watching = over$.pipe(take(1)).subscribe(hideMessages);
    const pressed = await showMessage({ text, tone: "quiet", actions: [{ label }] });
    watching.unsubscribe();
    return pressed !== undefined;
  },
  copy: async (text) => vscode.env.clipboard.writeText(text),
  page: (page) => panels().open(page),
  setting: async (name) =>
    void (await vscode.commands.executeCommand("workbench.action.openSettings", SETTING_IDS[name])),
  website: async (url) => void (await vscode.env.openExternal(vscode.Uri.parse(url))),
  serviceLog: (endpoint) => showServiceLog(logs, folder, endpoint),
});
