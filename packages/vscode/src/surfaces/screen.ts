import type { DashboardPart, SettingName, ShowPort } from "@paddock/core/actions";
import * as vscode from "vscode";
import { SETTINGS } from "../contributions.ts";
import { saveText } from "../prompts/save-text.ts";
import { mention } from "../prompts/messages.ts";
import type { ShowRefusal } from "../prompts/refusals.ts";
import { showProgress } from "./show-progress.ts";
import { showDraft } from "./draft.ts";
import type { LogChannel } from "./log-channel.ts";
import type { PagePanels } from "./page-panels.ts";
import type { NoticePresenter } from "./notices.ts";

/** What actions show, and where. */
export type ScreenOptions = {
  readonly panels: () => PagePanels;
  /** Has the main panel show one of its tabs. */
  readonly openPart: (part: DashboardPart) => void;
  readonly offer: NoticePresenter["offer"];
  readonly logChannel: LogChannel;
  readonly ownLog: () => void;
  readonly menu: () => Promise<void>;
  readonly refusal: ShowRefusal;
};

const SETTING_IDS = {
  all: "@ext:paddock.ollama-paddock",
  host: SETTINGS.host,
  hosts: SETTINGS.hosts,
  executable: SETTINGS.executable,
  environment: SETTINGS.serviceEnvironment,
  owner: SETTINGS.serviceOwner,
  "insecure-registries": SETTINGS.insecureRegistries,
  "host-memory": SETTINGS.hostMemory,
  proxy: "http.proxy",
} as const satisfies Record<SettingName, string>;

/** Core's port for showing things, on VS Code. */
export const createScreen = ({
  panels,
  openPart,
  offer,
  logChannel,
  ownLog,
  menu,
  refusal,
}: ScreenOptions): ShowPort => ({
  mention,
  refusal,
  menu,
  ownLog,
  offer,
  copy: async (text) => vscode.env.clipboard.writeText(text),
  async page(page, part) {
    await panels().open(page);
    if (part !== undefined) openPart(part);
  },
  setting: (name) => openSetting(SETTING_IDS[name]),
  reload: async () => void (await vscode.commands.executeCommand("workbench.action.reloadWindow")),
  website: async (url) => void (await vscode.env.openExternal(vscode.Uri.parse(url))),
  async terminal(command, variables = {}) {
    const terminal = vscode.window.createTerminal({ name: "Ollama", env: variables });
    terminal.show();
    terminal.sendText(command, false);
  },
  async document(text) {
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: text }));
  },
  folder: async (path) => vscode.env.openExternal(vscode.Uri.file(path)),
  draft: showDraft,
  save: saveText,
  progress: showProgress,
  serviceLog: (log, why) => logChannel.show(log, why),
});

/** In a remote window, machine settings are those of the remote machine, which only its own tab shows. */
async function openSetting(id: string): Promise<void> {
  const isRemote = vscode.env.remoteName !== undefined;
  const [command, query] = isRemote
    ? ["workbench.action.openRemoteSettings", { query: id }]
    : ["workbench.action.openSettings", id];
  await vscode.commands.executeCommand(command, query);
}
