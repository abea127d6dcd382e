import { hostFacts } from "../app/state.ts";
import type { AppEvent } from "../app/events.ts";
import type { ModelName } from "../models/model-name.ts";
import { refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import { carryOut, eachOf, type Ending } from "../ui/carry-out.action.ts";
import type { NewModel } from "../ui/prompt.port.ts";
import type { DownloadId } from "./download-id.ts";
import type { Download } from "./downloads.ts";

/** Downloads a model, and follows it until all of it is there. One of that model that is paused goes on. */
export function requestDownload(
  context: ActionContext,
  { model, layers }: { readonly model: ModelName } & Pick<NewModel, "layers">,
): Promise<ActionAnswer> {
  const id = context.newDownloadId();
  return carryOut(context, { type: "download.request", id, model, ...(layers && { layers }) }, (events) =>
    downloaded(idsIn(events)[0] ?? id),
  );
}

/** Asks the person which model, beginning with a text, and downloads it. */
export async function addModel(
  context: ActionContext,
  { text }: { readonly text?: string },
): Promise<ActionAnswer> {
  const chosen = await context.prompt.newModel(text ?? "");
  return chosen ? requestDownload(context, chosen) : refused({ reason: "declined" });
}

/** Takes a download up again, and follows it until all of it is there. */
export const resumeDownload = (
  context: ActionContext,
  { id }: { readonly id: DownloadId },
): Promise<ActionAnswer> => carryOut(context, { type: "download.resume", id }, () => downloaded(id));

/** Tries one again that has failed or was cancelled, and follows it until all of it is there. */
export const retryDownload = (
  context: ActionContext,
  { id }: { readonly id: DownloadId },
): Promise<ActionAnswer> => carryOut(context, { type: "download.retry", id }, () => downloaded(id));

/** Takes up all that are paused, and follows them until each is there. */
export const resumeAll = (context: ActionContext): Promise<ActionAnswer> =>
  carryOut(context, { type: "download.resume-all" }, (events) => eachOf(idsIn(events).map(downloaded)));

/** What has become of one download by now; nothing while it goes on. */
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

/** The downloads that facts are about. */
export const idsIn = (events: readonly AppEvent[]): readonly DownloadId[] =>
  events.flatMap((event) => ("id" in event ? [event.id] : []));
