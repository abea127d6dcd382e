import * as l10n from "@vscode/l10n";
import { filter, firstValueFrom, timer } from "rxjs";
import { decideHere, hostFacts, hostOf, type AppState } from "../app/state.ts";
import type { Refusal } from "../shared/decision.ts";
import { clockScheduler } from "../shared/clock-scheduler.source.ts";
import { done, refusalOf, refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import { atOnce, carryOut, type Ending } from "../ui/carry-out.action.ts";
import { bytes } from "../ui/text/format.view.ts";
import type { DownloadId } from "./download-id.ts";
import { isUnfinished, leftoversOf, repairableOf, type Download, type Downloads } from "./downloads.ts";
import { SETTLING_MS } from "./pull-scheduler.source.ts";
import { retryDownload } from "./request-download.action.ts";

type OneDownload = { readonly id: DownloadId };

/** Cancels a download and waits until its request is closed. Keeps the data, and offers to delete it. */
export async function cancelDownload(context: ActionContext, { id }: OneDownload): Promise<ActionAnswer> {
  const answer = await carryOut(context, { type: "download.cancel", id }, () => ended(id));
  if (answer.accepted) void offerToForget(context, id).catch(() => {}); // no offer if the bytes cannot be counted
  return answer;
}

/** Removes an ended download from the list. Its data is kept. */
export const clearDownload = (context: ActionContext, { id }: OneDownload): Promise<ActionAnswer> =>
  carryOut(context, { type: "download.clear", id }, atOnce);

/** Removes all ended downloads from the list. */
export const clearAll = (context: ActionContext): Promise<ActionAnswer> =>
  carryOut(context, { type: "download.clear-all" }, atOnce);

/**
 * Removes a download from the list, and then its data from the disk, if the folder is within reach. In this order,
 * because a download that is off the list has ended and cannot be resumed meanwhile.
 */
export async function forgetDownload(context: ActionContext, { id }: OneDownload): Promise<ActionAnswer> {
  const { app, host } = context;
  const download = hostFacts(app.state(), host).downloads[id];
  const answer = await clearDownload(context, { id });
  if (!answer.accepted || !download) return answer;
  await untilSettled(context);
  const refusal = await deletePartials(context, leftoversOf(download, everyDownload(app.state())));
  return refusal ? refused(refusal) : done();
}

/** Deletes the data of a download that cannot continue from it, and starts over. */
export async function repairDownload(context: ActionContext, { id }: OneDownload): Promise<ActionAnswer> {
  const { app, files, host } = context;
  if (!(await files.folder())) return refused({ reason: "folder-out-of-reach" });
  await untilSettled(context);
  const download = hostFacts(app.state(), host).downloads[id];
  const isRetryable = refusalOf(decideHere(app.state(), { type: "download.retry", id })) === undefined;
  const refusal =
    download &&
    isRetryable &&
    (await deletePartials(context, repairableOf(download, everyDownload(app.state()))));
  return refusal ? refused(refusal) : retryDownload(context, { id });
}

async function offerToForget(context: ActionContext, id: DownloadId): Promise<void> {
  const { app, files, show, host } = context;
  const download = hostFacts(app.state(), host).downloads[id];
  if (!download) return;
  await untilSettled(context);
  if (host !== hostOf(app.state())) return; // the folder belongs to the watched host
  const folder = await files.folder();
  const kept = (await folder?.partialBytes(leftoversOf(download, everyDownload(app.state())))) ?? 0;
  if (kept === 0) return;
  const isWanted = await show.offer({
    text: l10n.t("The download of “{0}” was cancelled. The data downloaded so far is kept.", download.model),
    label: l10n.t("Delete Partial Download"),
    row: "downloads",
    over$: app.state$.pipe(filter((state) => !isCancelled(hostFacts(state, host).downloads[id]))),
  });
  const answer = isWanted ? await forgetDownload(context, { id }) : undefined;
  if (answer?.accepted === false) show.refusal(answer.refusal);
}

const isCancelled = (download: Download | undefined): boolean => download?.situation.kind === "cancelled";

async function deletePartials(
  context: ActionContext,
  digests: readonly string[],
): Promise<Refusal | undefined> {
  const { app, files, show, host } = context;
  // The folder belongs to the watched host.
  if (host !== undefined && host !== hostOf(app.state())) return { reason: "not-watched", host };
  const folder = await files.folder();
  try {
    const freed = (await folder?.forgetPartials(digests)) ?? 0;
    if (freed > 0) show.mention(l10n.t("{0} of disk space was freed.", bytes(freed)));
    return undefined;
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { reason: "partials-undeletable", detail };
  }
}

const ended =
  (id: DownloadId): Ending =>
  (state) => {
    const download = hostFacts(state).downloads[id];
    if (!download) return { kind: "unknown" };
    return isUnfinished(download) ? undefined : { kind: "done" };
  };

/** Ollama keeps writing for a moment after a download was aborted. */
const untilSettled = ({ clock }: Pick<ActionContext, "clock">): Promise<unknown> =>
  firstValueFrom(timer(SETTLING_MS, clockScheduler(clock)));

/** The downloads of all hosts: two addresses may lead to one Ollama, and several Ollamas may share a folder. */
const everyDownload = ({ facts }: AppState): Downloads =>
  Object.fromEntries(Object.values(facts.hosts).flatMap(({ downloads }) => Object.entries(downloads)));
