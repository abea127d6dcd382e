import {
  clockScheduler,
  type App,
  type AppCommand,
  decide,
  type DownloadId,
  hostFacts,
  leftoversOf,
  type ModelName,
  type PullLayer,
  repairableOf,
  SETTLING_MS,
} from "@paddock/core";
import { newDownloadId, systemClock } from "@paddock/core/adapters";
import { firstValueFrom, timer } from "rxjs";
import {
  bytes,
  downloadChoices,
  losesPartials,
  noUpdates,
  outdatedModels,
  plainRefusal,
  refusalIn,
  updateQuestion,
  whyNoDownload,
  type Ask,
  type Deed,
  type RefusalView,
} from "@paddock/core/views";
import * as vscode from "vscode";
import type { AskForNewModel } from "../prompts/add-model.ts";
import type { OllamaFiles } from "./model-files.ts";
import { confirm, mention, say } from "../prompts/messages.ts";

/** What can be asked of downloads, updates, and the key that registries know Ollama by. */
export type DownloadAsk = Extract<
  Ask,
  { type: `download.${string}` | `updates.${string}` | "model.update" | "ollama.copy-key" }
>;

/** What is needed to do it. */
export type PerformDownloadsOptions = {
  readonly app: Pick<App, "dispatch" | "state">;
  readonly files: OllamaFiles;
  readonly askForNewModel: AskForNewModel;
};

/** Does what somebody asks of downloads, asking back where it must; answers why not, or nothing. */
export function createPerformDownloads(
  options: PerformDownloadsOptions,
): (ask: DownloadAsk) => Promise<RefusalView | undefined> {
  const { app, files, askForNewModel } = options;
  const { state } = app;

  const dispatch = async (command: AppCommand): Promise<RefusalView | undefined> =>
    refusalIn(await app.dispatch(command));

  const canAny = (deed: Deed): boolean => downloadChoices(state(), systemClock.now(), deed).length > 0;

  const request = (model: ModelName, layers?: readonly PullLayer[]): Promise<RefusalView | undefined> =>
    dispatch({ type: "download.request", id: newDownloadId(), model, ...(layers && { layers }) });

  async function add(text: string | undefined): Promise<RefusalView | undefined> {
    const refusal = refusalIn(decide(state(), { type: "models.refresh" })); // refused while Ollama does not run
    if (refusal) return refusal;
    const chosen = await askForNewModel(text ?? "");
    return chosen && request(chosen.model, chosen.layers);
  }

  async function pause(command: AppCommand): Promise<RefusalView | undefined> {
    if (losesPartials(hostFacts(state()).service) && !(await confirmLoss())) return undefined;
    return dispatch(command);
  }

  /** What is left stays unless somebody wants it gone: a later download goes on from there. */
  async function cancel(id: DownloadId): Promise<RefusalView | undefined> {
    const refusal = await dispatch({ type: "download.cancel", id });
    if (!refusal) void offerToForget(id);
    return refusal;
  }

  async function offerToForget(id: DownloadId): Promise<void> {
    const download = hostFacts(state()).downloads[id];
    if (!download) return;
    await untilSettled();
    const folder = await files.folder();
    const kept = (await folder?.partialBytes(leftoversOf(download, hostFacts(state()).downloads))) ?? 0;
    if (kept === 0) return;
    const ask = await say({
      text: vscode.l10n.t(
        "The download of “{0}” was cancelled. The data downloaded so far is kept.",
        download.model,
      ),
      tone: "quiet",
      actions: [{ label: vscode.l10n.t("Delete Partial Download"), ask: { type: "download.forget", id } }],
    });
    const refusal = ask && (await forget(id));
    if (refusal) await say(refusal);
  }

  /**
   * Takes it off the list, and then what is left of it off the disk, where that is ours to reach. In this order: what is
   * off the list has ended, and nobody can take it up again meanwhile.
   */
  async function forget(id: DownloadId): Promise<RefusalView | undefined> {
    const download = hostFacts(state()).downloads[id];
    const refusal = await dispatch({ type: "download.clear", id });
    if (refusal || !download) return refusal;
    await untilSettled();
    return deletePartials(leftoversOf(download, hostFacts(state()).downloads));
  }

  async function deletePartials(digests: readonly string[]): Promise<RefusalView | undefined> {
    const folder = await files.folder();
    try {
      const freed = (await folder?.forgetPartials(digests)) ?? 0;
      if (freed > 0) mention(vscode.l10n.t("{0} of disk space was freed.", bytes(freed)));
      return undefined;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return plainRefusal(
        vscode.l10n.t(
          "The partial download could not be deleted: {0}. Delete it as the user that runs Ollama.",
          why,
        ),
      );
    }
  }

  async function repair(id: DownloadId): Promise<RefusalView | undefined> {
    const folder = await files.folder();
    if (!folder)
      return plainRefusal(
        vscode.l10n.t(
          "Paddock cannot access Ollama's models folder. Delete its “-partial” files on the machine that runs Ollama, then retry.",
        ),
      );
    await untilSettled();
    const { downloads } = hostFacts(state());
    const download = downloads[id];
    const { accepted } = decide(state(), { type: "download.retry", id });
    const refusal = download && accepted && (await deletePartials(repairableOf(download, downloads)));
    return refusal || dispatch({ type: "download.retry", id });
  }

  async function updateAll(models: ReturnType<typeof outdatedModels>): Promise<RefusalView | undefined> {
    if (models.length === 0) return noUpdates();
    const { question, detail } = updateQuestion(models);
    if (!(await confirm(question, detail, vscode.l10n.t("Update")))) return undefined;
    const refusals = await Promise.all(models.map(({ model, layers }) => request(model, layers)));
    return refusals.find((refusal) => refusal !== undefined);
  }

  async function copyKey(): Promise<RefusalView | undefined> {
    const key = await files.publicKey();
    if (key === undefined)
      return plainRefusal(
        vscode.l10n.t(
          "Paddock cannot read Ollama's public key. Copy it on the machine that runs Ollama, from “~/.ollama/id_ed25519.pub” of the user that runs it.",
        ),
      );
    await vscode.env.clipboard.writeText(key);
    mention(
      vscode.l10n.t(
        "Ollama's public key was copied. Paste it at ollama.com/settings/keys or huggingface.co/settings/keys.",
      ),
    );
    return undefined;
  }

  return async (ask) => {
    switch (ask.type) {
      case "download.add":
        return add(ask.text);
      case "download.pause":
        return pause(ask);
      case "download.pause-all":
        return canAny("pause") ? pause(ask) : whyNoDownload("pause");
      case "download.resume-all":
        return canAny("resume") ? dispatch(ask) : whyNoDownload("resume");
      case "download.clear-all":
        return canAny("clear") ? dispatch(ask) : whyNoDownload("clear");
      case "download.cancel":
        return cancel(ask.id);
      case "download.forget":
        return forget(ask.id);
      case "download.repair":
        return repair(ask.id);
      case "download.resume":
      case "download.retry":
      case "download.clear":
      case "updates.check":
        return dispatch(ask);
      case "updates.apply":
        return updateAll(outdatedModels(state()));
      case "model.update":
        return updateAll(outdatedModels(state()).filter(({ model }) => model === ask.model));
      case "ollama.copy-key":
        return copyKey();
    }
  };
}

const confirmLoss = (): Promise<boolean> =>
  confirm(
    vscode.l10n.t("Pause the download?"),
    vscode.l10n.t(
      "Ollama before version 0.21 deletes unfinished downloads when it starts. If it restarts before you resume this download, the download starts from the beginning.",
    ),
    vscode.l10n.t("Pause"),
  );

/** Ollama writes what it has for a moment after a download was broken off. */
const untilSettled = (): Promise<unknown> => firstValueFrom(timer(SETTLING_MS, clockScheduler(systemClock)));
