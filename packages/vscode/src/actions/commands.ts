import { parseDownloadId, parseModelName, type AppState, type ModelName } from "@paddock/core";
import {
  downloadChoices,
  modelChoices,
  whyNoDownload,
  whyNoModel,
  type Deed,
  type ModelPurpose,
  type RefusalView,
} from "@paddock/core/views";
import { askForDownload } from "../prompts/download.ts";
import { askForModel } from "../prompts/model.ts";
import { COMMANDS, type CommandId } from "../contributions.ts";
import { askFromMenu } from "../prompts/menu.ts";
import type { PerformAsk } from "./perform.ts";
import { say } from "../prompts/messages.ts";

/** What commands are decided on, and by what they are done. */
export type CommandsOptions = {
  readonly state: () => AppState;
  readonly perform: PerformAsk;
  /** Reads which models there are now. */
  readonly refresh: () => Promise<void>;
  /** Opens the main panel with all that is known of a model. */
  readonly showDetails: (model: ModelName) => Promise<void>;
};

/** Runs a command; `target` is the row it was called on, if it was called on one. */
export type RunCommand = (id: CommandId, target: unknown) => Promise<void>;

/** What each of VS Code's commands asks of us. One that is about a model asks which, where nobody has said. */
export function createCommands({ state, perform, refresh, showDetails }: CommandsOptions): RunCommand {
  const onModel =
    (work: (name: ModelName) => Promise<RefusalView | undefined>, purpose: ModelPurpose = "any") =>
    async (target: unknown): Promise<RefusalView | undefined> => {
      const told = modelOf(target);
      if (told) return work(told);
      await refresh();
      const choices = modelChoices(state(), Date.now(), purpose);
      if (choices.length === 0) return whyNoModel(state(), purpose);
      const name = await askForModel(choices);
      return name && work(name);
    };

  const onDownload =
    (deed: Deed) =>
    async (target: unknown): Promise<RefusalView | undefined> => {
      const choices = downloadChoices(state(), Date.now(), deed);
      const told = parseDownloadId(keyOf(target) ?? "");
      if (!told && choices.length === 0) return whyNoDownload(deed);
      const id = told ?? (await askForDownload(choices));
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
    [COMMANDS.showDetails]: onModel(async (model) => {
      await showDetails(model);
      return undefined;
    }),
    [COMMANDS.copyModelName]: onModel((model) => perform({ type: "model.copy-name", model })),
    [COMMANDS.loadModel]: onModel((model) => perform({ type: "model.load", model }), "load"),
    [COMMANDS.unloadModel]: onModel((model) => perform({ type: "model.unload", model }), "unload"),
    [COMMANDS.deleteModel]: onModel((model) => perform({ type: "model.delete", model })),
    [COMMANDS.copyModel]: onModel((model) => perform({ type: "model.copy", model })),
    [COMMANDS.renameModel]: onModel((model) => perform({ type: "model.rename", model })),
    [COMMANDS.updateModel]: onModel((model) => perform({ type: "model.update", model }), "update"),
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
    // Whoever runs a command waits for it, and not until somebody has read why it was refused.
    void sayRefusal(await asks[id](target), perform);
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
