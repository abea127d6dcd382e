import * as l10n from "@vscode/l10n";
import { firstValueFrom } from "rxjs";
import { hostFacts } from "../app/state.ts";
import { allDownloads, isUnderWay, mayBeOpen } from "../downloads/downloads.ts";
import { isWrittenByUs, lookAtLayers } from "../downloads/still-layers.source.ts";
import type { UnfinishedLayer } from "../downloads/unfinished-layer.ts";
import type { ActionContext } from "../ui/action.ts";
import type { Question } from "../ui/confirm.port.ts";
import { sentences } from "../ui/text/format.view.ts";
import { describeStopEffects } from "./stop-effects.view.ts";

type Asking = Pick<ActionContext, "app" | "files" | "clock" | "logger">;

/**
 * The question before Ollama is stopped: asked if a person has started it by hand, or if another program, such as
 * `ollama pull`, may be downloading with it.
 */
export async function askToStop(context: Asking, what: "stop" | "restart"): Promise<Question | undefined> {
  const state = context.app.state();
  const { owner } = hostFacts(state).service;
  const byHand = owner.kind === "terminal" ? describeByHand(owner.process.pid, what) : undefined;
  const forOthers = (await isPullingForOthers(context))
    ? l10n.t(
        "Data of an unfinished download was written a moment ago, but not for Paddock. If another program, such as “ollama pull” in a terminal, is downloading with this Ollama, stopping it breaks off that download and may lose data that it has received. Cancel that download first.",
      )
    : undefined;
  if (byHand === undefined && forOthers === undefined) return undefined;
  return {
    text: forOthers === undefined ? askByHand(what) : askForOthers(what),
    detail: sentences(byHand ?? "", ...describeStopEffects(state), forOthers ?? ""),
    yes: forOthers === undefined ? goOn(what) : goOnAnyway(what),
  };
}

const askByHand = (what: "stop" | "restart"): string =>
  what === "stop"
    ? l10n.t("Stop the Ollama that was started in a terminal?")
    : l10n.t("Restart the Ollama that was started in a terminal?");

const askForOthers = (what: "stop" | "restart"): string =>
  what === "stop"
    ? l10n.t("Stop Ollama while another program may be downloading a model?")
    : l10n.t("Restart Ollama while another program may be downloading a model?");

const goOn = (what: "stop" | "restart"): string =>
  what === "stop" ? l10n.t("Stop Ollama") : l10n.t("Restart Ollama");

const goOnAnyway = (what: "stop" | "restart"): string =>
  what === "stop" ? l10n.t("Stop Anyway") : l10n.t("Restart Anyway");

const describeByHand = (pid: number, what: "stop" | "restart"): string =>
  what === "stop"
    ? l10n.t(
        "Its process {0} is asked to end, as Ctrl+C does. Paddock can start Ollama again, but not with the settings of that terminal.",
        pid,
      )
    : l10n.t(
        "Its process {0} is asked to end, as Ctrl+C does. Then Ollama is started again without the settings of that terminal: by the service or app that is installed here, or else by Paddock.",
        pid,
      );

/** Whether a layer may grow that no download of ours fetches. If it is not known what ours fetch, nothing is said. */
async function isPullingForOthers({ app, files, clock, logger }: Asking): Promise<boolean> {
  const downloads = allDownloads(hostFacts(app.state()).downloads);
  if (downloads.some((download) => mayBeOpen(download) && !download.layers)) return false;
  const ours = new Set(
    downloads.filter(isUnderWay).flatMap(({ layers = [] }) => layers.map(({ digest }) => digest)),
  );
  try {
    const folder = await files.folder();
    if (!folder) return false;
    const endedAtMs = (layer: string): number | undefined =>
      downloads
        .filter(({ layers = [] }) => layers.some(({ digest }) => digest === layer))
        .flatMap(({ pulledUntilMs = [] }) => pulledUntilMs)
        .toSorted((a, b) => b - a)[0];
    const isMeant = (layer: UnfinishedLayer): boolean =>
      !ours.has(layer.digest) && !isWrittenByUs(layer, endedAtMs(layer.digest));
    const { moving } = await firstValueFrom(lookAtLayers({ folder, clock, endedAtMs }, isMeant));
    return moving.length > 0;
  } catch (error) {
    logger.warn(`the downloads of other programs cannot be seen: ${String(error)}`);
    return false;
  }
}
