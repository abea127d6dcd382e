import * as l10n from "@vscode/l10n";
import { hostFacts, type AppState } from "../app/state.ts";
import type { AppEvent } from "../app/events.ts";
import type { ModelName } from "../models/model-name.ts";
import { dispatchAt, refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import { carryOut, eachOf, type Ending } from "../ui/carry-out.action.ts";
import type { DownloadId } from "./download-id.ts";
import { mayStartByItself } from "../service/auto-start.ts";
import type { Download } from "./downloads.ts";
import type { PullLayer } from "./pull-progress.ts";
import { showDetails } from "../models/show-model.action.ts";

/** Downloads a model, or resumes its paused download, and follows it to the end. */
export function requestDownload(
  context: ActionContext,
  { model, layers }: { readonly model: ModelName; readonly layers?: readonly PullLayer[] },
): Promise<ActionAnswer> {
  const id = context.newDownloadId();
  return carryOut(context, { type: "download.request", id, model, ...(layers && { layers }) }, (events) =>
    downloaded(idsIn(events)[0] ?? id),
  );
}

/** Asks the person for a model, starting with a text, and downloads it, or shows it. Starts Ollama if it has stopped. */
export async function addModel(
  context: ActionContext,
  { text }: { readonly text?: string },
): Promise<ActionAnswer> {
  const chosen = await context.prompt.newModel(text ?? "");
  if (!chosen) return refused({ reason: "declined" });
  if (chosen.kind === "installed") return showDetails(context, chosen);
  const answer = await requestDownload(context, chosen);
  if (answer.accepted && startsOllama(context.app.state())) await startFor(context, chosen.model);
  return answer;
}

/** Whether a model that a person adds starts Ollama. */
export const startsOllama = (state: AppState): boolean => mayStartByItself(hostFacts(state).service);

/** The download is in the queue already: if Ollama cannot be started, the download waits. */
async function startFor(context: ActionContext, model: ModelName): Promise<void> {
  const start = await dispatchAt(context, { type: "service.start" });
  if (start.accepted) context.show.mention(l10n.t("Ollama is started to download “{0}”.", model));
}

/** Resumes a paused download, and follows it to the end. */
export const resumeDownload = (
  context: ActionContext,
  { id }: { readonly id: DownloadId },
): Promise<ActionAnswer> => carryOut(context, { type: "download.resume", id }, () => downloaded(id));

/** Retries a failed or cancelled download, and follows it to the end. */
export const retryDownload = (
  context: ActionContext,
  { id }: { readonly id: DownloadId },
): Promise<ActionAnswer> => carryOut(context, { type: "download.retry", id }, () => downloaded(id));

/** Resumes all paused downloads, and follows each to its end. */
export const resumeAll = (context: ActionContext): Promise<ActionAnswer> =>
  carryOut(context, { type: "download.resume-all" }, (events) => eachOf(idsIn(events).map(downloaded)));

/** The outcome of a download; undefined while it is not finished. */
export const downloaded =
  (id: DownloadId): Ending =>
  (state) => {
    const download = hostFacts(state).downloads[id];
    return download ? endOf(download) : { kind: "unknown" };
  };

function endOf({ situation }: Download): ReturnType<Ending> {
  switch (situation.kind) {
    case "completed":
    case "cancelled":
      return { kind: situation.kind === "completed" ? "done" : "cancelled" };
    case "failed":
      return { kind: "failed", failure: situation.failure };
    case "queued":
    case "pulling":
    case "waiting":
    case "pausing":
    case "paused":
    case "cancelling":
      return undefined;
  }
}

/** The ids of the downloads that the events are about. */
export const idsIn = (events: readonly AppEvent[]): readonly DownloadId[] =>
  events.flatMap((event) => ("id" in event ? [event.id] : []));
