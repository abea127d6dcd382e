import {
  parseDownloadId,
  parseModelName,
  type AppState,
  type DownloadId,
  type ModelName,
} from "@paddock/core";
import {
  downloadRows,
  modelChoices,
  type Ask,
  type Deed,
  type ModelRow,
  type RefusalView,
} from "@paddock/core/views";
import * as vscode from "vscode";
import { askForModel } from "./ask/model.ts";
import { COMMANDS, type CommandId } from "./contributions.ts";
import { askFromMenu } from "./ask/menu.ts";
import type { PerformAsk } from "./perform.ts";
import { say } from "./say.ts";

/** What commands are decided on, and by what they are done. */
export type CommandsOptions = {
  readonly state: () => AppState;
  readonly perform: PerformAsk;
  /** Opens the main panel with all that is known of a model. */
  readonly showDetails: (model: ModelName) => Promise<void>;
};

/** Runs a command; `target` is the row it was called on, if it was called on one. */
export type RunCommand = (id: CommandId, target: unknown) => Promise<void>;

/** What each of VS Code's commands asks of us. One that is about a model asks which, where nobody has said. */
export function createCommands({ state, perform, showDetails }: CommandsOptions): RunCommand {
  const model = async (target: unknown, fits?: (row: ModelRow) => boolean): Promise<ModelName | undefined> =>
    modelOf(target) ??
    askForModel(modelChoices(state(), Date.now(), fits), noneWords(state(), fits !== undefined));

  const onModel =
    (toAsk: (name: ModelName) => Ask, fits?: (row: ModelRow) => boolean) =>
    async (target: unknown): Promise<RefusalView | undefined> => {
      const name = await model(target, fits);
      return name && perform(toAsk(name));
    };

  const onDownload =
    (deed: Deed) =>
    async (target: unknown): Promise<RefusalView | undefined> => {
      const id = parseDownloadId(keyOf(target) ?? "") ?? (await askForDownload(state(), deed));
      return id && perform({ type: `download.${deed}`, id });
    };

  const asks = {
    [COMMANDS.startService]: () => perform({ type: "service.start" }),
    [COMMANDS.stopService]: () => perform({ type: "service.stop" }),
    [COMMANDS.restartService]: () => perform({ type: "service.restart" }),
    [COMMANDS.testApi]: () => perform({ type: "service.test" }),
    [COMMANDS.copyEndpoint]: () => perform({ type: "service.copy-endpoint" }),
    [COMMANDS.showLog]: () => perform({ type: "service.show-log" }),
    [COMMANDS.setHeaders]: () => perform({ type: "service.set-headers" }),
    [COMMANDS.refreshModels]: () => perform({ type: "models.refresh" }),
    [COMMANDS.addModel]: (target) =>
      perform({ type: "download.add", ...(typeof target === "string" && { text: target }) }),
    [COMMANDS.showDetails]: async (target) => {
      const name = await model(target);
      if (name) await showDetails(name);
      return undefined;
    },
    [COMMANDS.copyModelName]: onModel((name) => ({ type: "model.copy-name", model: name })),
    [COMMANDS.loadModel]: onModel(
      (name) => ({ type: "model.load", model: name }),
      ({ kind }) => kind === "idle",
    ),
    [COMMANDS.unloadModel]: onModel(
      (name) => ({ type: "model.unload", model: name }),
      ({ kind }) => kind === "loaded",
    ),
    [COMMANDS.deleteModel]: onModel((name) => ({ type: "model.delete", model: name })),
    [COMMANDS.copyModel]: onModel((name) => ({ type: "model.copy", model: name })),
    [COMMANDS.renameModel]: onModel((name) => ({ type: "model.rename", model: name })),
    [COMMANDS.updateModel]: onModel(
      (name) => ({ type: "model.update", model: name }),
      ({ isOutdated }) => isOutdated,
    ),
    [COMMANDS.checkForUpdates]: () => perform({ type: "updates.check" }),
    [COMMANDS.updateAllModels]: () => perform({ type: "updates.apply" }),
    [COMMANDS.pauseDownload]: onDownload("pause"),
    [COMMANDS.resumeDownload]: onDownload("resume"),
    [COMMANDS.retryDownload]: onDownload("retry"),
    [COMMANDS.cancelDownload]: onDownload("cancel"),
    [COMMANDS.forgetDownload]: onDownload("forget"),
    [COMMANDS.clearDownload]: onDownload("clear"),
    [COMMANDS.pauseAllDownloads]: () => perform({ type: "download.pause-all" }),
    [COMMANDS.resumeAllDownloads]: () => perform({ type: "download.resume-all" }),
    [COMMANDS.clearAllDownloads]: () => perform({ type: "download.clear-all" }),
    [COMMANDS.openDashboard]: () => perform({ type: "dashboard.open" }),
    [COMMANDS.openInspector]: () => perform({ type: "inspector.open" }),
    [COMMANDS.showMenu]: async () => {
      const ask = await askFromMenu(state());
      return ask && perform(ask);
    },
  } satisfies Record<CommandId, (target: unknown) => Promise<RefusalView | undefined>>;

  return async (id, target) => {
    await sayRefusal(await asks[id](target), perform);
  };
}

/** Says why not, and does what is pressed instead; that too may be refused. */
export async function sayRefusal(refusal: RefusalView | undefined, perform: PerformAsk): Promise<void> {
  const ask = refusal && (await say(refusal));
  if (ask) await sayRefusal(await perform(ask), perform);
}

/** A row of our trees has a key; another extension may pass the name itself. */
function modelOf(target: unknown): ModelName | undefined {
  const text = typeof target === "string" ? target : keyOf(target);
  return text === undefined ? undefined : parseModelName(text);
}

function keyOf(target: unknown): string | undefined {
  if (typeof target !== "object" || target === null || !("key" in target)) return undefined;
  return typeof target.key === "string" ? target.key : undefined;
}

function noneWords(state: AppState, isNarrowed: boolean): string {
  if (modelChoices(state, 0).length === 0)
    return vscode.l10n.t("No models are known. Start Ollama, or add a model.");
  return isNarrowed ? vscode.l10n.t("There is no model this can be done to now.") : "";
}

/** Which download? Not asked where only one will do. */
async function askForDownload(state: AppState, deed: Deed): Promise<DownloadId | undefined> {
  const fitting = downloadRows(state, Date.now()).filter(({ deeds }) => deeds.includes(deed));
  const [only] = fitting;
  if (fitting.length === 1) return only?.key;
  if (!only) {
    void say({ text: vscode.l10n.t("There is no download this can be done to now."), tone: "quiet" });
    return undefined;
  }
  const items = fitting.map(({ key, model, status, numbers }) => ({
    key,
    label: model,
    description: [status, numbers].filter((part) => part !== "").join(" · "),
  }));
  const picked = await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t("Which download?") });
  return picked?.key;
}
