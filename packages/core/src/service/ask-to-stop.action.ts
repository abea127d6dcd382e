import * as l10n from "@vscode/l10n";
import { firstValueFrom } from "rxjs";
import { hostFacts } from "../app/state.ts";
import { allDownloads, isUnderWay, mayBeOpen } from "../downloads/downloads.ts";
import { isWrittenByUs, lookAtLayers } from "../downloads/still-layers.source.ts";
import type { UnfinishedLayer } from "../downloads/unfinished-layer.ts";
import type { ActionContext } from "../ui/action.ts";
import type { Question } from "../ui/confirm.port.ts";

/** The question before Ollama is stopped: asked if another program, such as `ollama pull`, may be downloading with it. */
export async function askToStop(
  context: Pick<ActionContext, "app" | "files" | "clock" | "logger">,
): Promise<Question | undefined> {
  return (await isPullingForOthers(context))
    ? {
        text: l10n.t("Stop Ollama while another program may be downloading a model?"),
        detail: l10n.t(
          "Data of an unfinished download was written a moment ago, but not for Paddock. If another program, such as “ollama pull” in a terminal, is downloading with this Ollama, stopping it breaks off that download and may lose data that it has received. Cancel that download first.",
        ),
        yes: l10n.t("Stop Anyway"),
      }
    : undefined;
}

/** Whether a layer may grow that no download of ours fetches. If it is not known what ours fetch, nothing is said. */
async function isPullingForOthers({
  app,
  files,
  clock,
  logger,
}: Pick<ActionContext, "app" | "files" | "clock" | "logger">): Promise<boolean> {
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
