import { type App, type AppCommand, decide, hostFacts, type ModelName, originOf } from "@paddock/core";
import {
  endpointUrl,
  plainRefusal,
  refusalIn,
  type Ask,
  type RefusalView,
  type SettingName,
} from "@paddock/core/views";
import * as vscode from "vscode";
import { SETTINGS } from "../contributions.ts";
import { confirmDelete } from "../prompts/confirm-delete.ts";
import { askForDestination, copyNameOf } from "../prompts/destination.ts";
import { askForHeaders } from "../prompts/headers.ts";
import type { AskForNewModel } from "../prompts/add-model.ts";
import type { PagePanels } from "../surfaces/page-panels.ts";
import type { RequestHeaders } from "../settings/request-headers.ts";
import type { OllamaFiles } from "./model-files.ts";
import { createPerformDownloads } from "./perform-downloads.ts";
import { lookFor } from "./ensure-models.ts";
import { mention } from "../prompts/messages.ts";
import { showServiceLog, type LogDocuments } from "../surfaces/log-documents.ts";

/** What is needed to do all that can be asked for. */
export type PerformOptions = {
  readonly app: Pick<App, "dispatch" | "recorded$" | "state">;
  readonly headers: RequestHeaders;
  readonly files: OllamaFiles;
  readonly askForNewModel: AskForNewModel;
  readonly folder: string;
  readonly logs: LogDocuments;
  readonly panels: () => PagePanels;
  /** Shows all that is known of a model in the main panel, once that is open. */
  readonly choose: (model: ModelName) => Promise<void>;
  readonly showOutput: () => void;
};

/** Does what somebody asked for, asking back where it must; answers why not, or nothing. */
export type PerformAsk = (ask: Ask) => Promise<RefusalView | undefined>;

/** The one place where what a surface asks for becomes a command, or is done by VS Code itself. */
export function createPerform(options: PerformOptions): PerformAsk {
  const { app, headers, panels, files } = options;
  const { state } = app;
  const performDownloads = createPerformDownloads(options);

  const dispatch = async (command: AppCommand): Promise<RefusalView | undefined> =>
    refusalIn(await app.dispatch(command));

  /** Checked before asking the person for more, so that nobody answers for nothing. */
  const whyNot = (command: AppCommand): RefusalView | undefined => refusalIn(decide(state(), command));

  async function another(
    model: ModelName,
    type: "model.copy" | "model.rename",
  ): Promise<RefusalView | undefined> {
    const refusal = whyNot({ type, model, destination: copyNameOf(state(), model) });
    if (refusal) return refusal;
    const destination = await askForDestination(state(), model, type);
    return destination && dispatch({ type, model, destination });
  }

  async function setHeaders(): Promise<RefusalView | undefined> {
    const { endpoint } = hostFacts(state()).service;
    if (!endpoint)
      return plainRefusal(
        vscode.l10n.t("Set a valid host first. Request headers are saved for each host separately."),
      );
    const origin = originOf(endpoint);
    const present = await headers.of(origin).catch(() => ({})); // what cannot be read is entered again
    const chosen = await askForHeaders(origin, present);
    if (!chosen) return undefined;
    await headers.set(origin, chosen);
    mention(vscode.l10n.t("The request headers for {0} were saved.", origin));
    return undefined;
  }

  return async (ask) => {
    if (ask.type.startsWith("model.") && "model" in ask) await lookFor(app, ask.model);
    switch (ask.type) {
      case "service.start":
      case "service.stop":
      case "service.restart":
      case "service.test":
      case "models.refresh":
      case "model.load":
      case "model.unload":
        return dispatch(ask);
      case "model.choose":
        await options.choose(ask.model);
        return undefined;
      case "model.delete":
        return whyNot(ask) ?? ((await confirmDelete(state(), ask.model, files)) ? dispatch(ask) : undefined);
      case "model.copy":
      case "model.rename":
        return another(ask.model, ask.type);
      case "model.copy-name":
        return copyText(ask.model);
      case "model.update":
      case "updates.check":
      case "updates.apply":
      case "download.add":
      case "download.pause":
      case "download.resume":
      case "download.retry":
      case "download.cancel":
      case "download.forget":
      case "download.clear":
      case "download.repair":
      case "download.pause-all":
      case "download.resume-all":
      case "download.clear-all":
      case "ollama.copy-key":
        return performDownloads(ask);
      case "service.copy-endpoint":
        return copyText(endpointUrl(hostFacts(state()).service));
      case "service.show-log":
        return showServiceLog(state(), options);
      case "service.set-headers":
        return setHeaders();
      case "setting.open":
        return void (await vscode.commands.executeCommand(
          "workbench.action.openSettings",
          SETTING_IDS[ask.setting],
        ));
      case "ollama.install":
        return void (await vscode.env.openExternal(vscode.Uri.parse("https://ollama.com/download")));
      case "dashboard.open":
        await panels().open("dashboard");
        return undefined;
      case "inspector.open":
        await panels().open("inspector");
        return undefined;
    }
  };
}

/** Where people find what core calls by a name. */
const SETTING_IDS = {
  host: SETTINGS.host,
  executable: SETTINGS.executable,
  "insecure-registries": SETTINGS.insecureRegistries,
} satisfies Record<SettingName, string>;

async function copyText(text: string | undefined): Promise<RefusalView | undefined> {
  if (text === undefined)
    return plainRefusal(vscode.l10n.t("There is no address to copy, because the host is not valid."));
  await vscode.env.clipboard.writeText(text);
  mention(vscode.l10n.t("Copied {0}", text));
  return undefined;
}
