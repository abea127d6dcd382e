import { originOf, type App, type AppCommand, type ModelName } from "@paddock/core";
import { newDownloadId } from "@paddock/core/adapters";
import { describeRefusal, endpointUrl, type Ask } from "@paddock/core/views";
import * as vscode from "vscode";
import { confirmDelete } from "./ask/confirm-delete.ts";
import { askForCopyDestination } from "./ask/copy-destination.ts";
import { askForHeaders } from "./ask/headers.ts";
import { askForNewModel, readModelName } from "./ask/new-model.ts";
import type { PagePanels } from "./render/page-panels.ts";
import type { RequestHeaders } from "./request-headers.ts";
import { showServiceLog } from "./show-log.ts";

export type PerformOptions = {
  readonly app: Pick<App, "dispatch" | "state">;
  readonly headers: RequestHeaders;
  readonly folder: string;
  readonly panels: () => PagePanels;
  readonly showOutput: () => void;
};

/** Does what somebody asked for, asking back where it must; answers why not, in words, or nothing. */
export type PerformAsk = (ask: Ask) => Promise<string | undefined>;

export function createPerform(options: PerformOptions): PerformAsk {
  const { app, headers, panels } = options;
  const { state } = app;

  async function dispatch(command: AppCommand): Promise<string | undefined> {
    const decision = await app.dispatch(command);
    return decision.accepted ? undefined : describeRefusal(decision.refusal);
  }

  async function download(text: string | undefined): Promise<string | undefined> {
    const given = text === undefined ? undefined : readModelName(text);
    const model = given ?? (await askForNewModel(text));
    return model && dispatch({ type: "download.request", id: newDownloadId(), model });
  }

  async function copy(model: ModelName): Promise<string | undefined> {
    const destination = await askForCopyDestination(model);
    return destination && dispatch({ type: "model.copy", model, destination });
  }

  async function setHeaders(): Promise<string | undefined> {
    const { endpoint } = state().facts.service;
    if (!endpoint) return vscode.l10n.t("Set the host first: headers belong to one host.");
    const origin = originOf(endpoint);
    const chosen = await askForHeaders(origin, await headers.of(origin));
    if (chosen) await headers.set(origin, chosen);
    return undefined;
  }

  return async (ask) => {
    switch (ask.type) {
      case "service.start":
      case "service.stop":
      case "service.restart":
      case "service.test":
      case "models.refresh":
      case "models.describe":
      case "model.load":
      case "model.unload":
      case "download.cancel":
        return dispatch(ask);
      case "model.delete":
        return (await confirmDelete(state(), ask.model)) ? dispatch(ask) : undefined;
      case "model.copy":
        return copy(ask.model);
      case "model.copy-name":
        return copyText(ask.model);
      case "download.add":
        return download(ask.text);
      case "service.copy-endpoint":
        return copyText(endpointUrl(state().facts.service));
      case "service.show-log":
        return showServiceLog(state(), options.folder, options.showOutput);
      case "service.set-headers":
        return setHeaders();
      case "setting.open":
        await vscode.commands.executeCommand("workbench.action.openSettings", ask.setting);
        return undefined;
      case "ollama.install":
        await vscode.env.openExternal(vscode.Uri.parse("https://ollama.com/download"));
        return undefined;
      case "dashboard.open":
        return panels().open("dashboard") ?? undefined;
      case "inspector.open":
        return panels().open("inspector") ?? undefined;
    }
  };
}

async function copyText(text: string | undefined): Promise<string | undefined> {
  if (text === undefined) return vscode.l10n.t("There is no address to copy: the host is not set right.");
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(vscode.l10n.t("$(copy) Copied {0}", text), 3_000);
  return undefined;
}
