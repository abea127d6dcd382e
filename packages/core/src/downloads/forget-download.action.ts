import * as l10n from "@vscode/l10n";
import { firstValueFrom, timer } from "rxjs";
import { decideHere, hostFacts, hostOf, type AppState } from "../app/state.ts";
import type { Refusal } from "../shared/decision.ts";
import { clockScheduler } from "../shared/clock-scheduler.source.ts";
import { done, refusalOf, refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import { atOnce, carryOut, type Ending } from "../ui/carry-out.action.ts";
import { bytes } from "../ui/text/format.view.ts";
import type { DownloadId } from "./download-id.ts";
import { isUnfinished, leftoversOf, repairableOf, type Downloads } from "./downloads.ts";
import { SETTLING_MS } from "./pull-scheduler.source.ts";
import { retryDownload } from "./request-download.action.ts";

type OfOne = { readonly id: DownloadId };

/** Cancels a download, until its request is closed. What is there is kept, unless the person then wants it gone. */
export async function cancelDownload(context: ActionContext, { id }: OfOne): Promise<ActionAnswer> {
  const answer = await carryOut(context, { type: "download.cancel", id }, () => ended(id));
  if (answer.accepted) void offerToForget(context, id).catch(() => {}); // what cannot be counted is not offered
  return answer;
}

/** Takes a download that has ended off the list. What is there of it is kept. */
export const clearDownload = (context: ActionContext, { id }: OfOne): Promise<ActionAnswer> =>
  carryOut(context, { type: "download.clear", id }, atOnce);

/** Takes all that have ended off the list. */
export const clearAll = (context: ActionContext): Promise<ActionAnswer> =>
  carryOut(context, { type: "download.clear-all" }, atOnce);

/**
 * Takes a download off the list, and then what is left of it off the disk, where that can be reached from here. In this
 * order: what is off the list has ended, and nothing can take it up again meanwhile.
 */
export async function forgetDownload(context: ActionContext, { id }: OfOne): Promise<ActionAnswer> {
  const { app, host } = context;
  const download = hostFacts(app.state(), host).downloads[id];
  const answer = await clearDownload(context, { id });
  if (!answer.accepted || !download) return answer;
  await untilSettled(context);
  const refusal = await deletePartials(context, leftoversOf(download, everyDownload(app.state())));
  return refusal ? refused(refusal) : done();
}

/** Throws away what is left of a download that cannot go on from it, and begins anew. */
export async function repairDownload(context: ActionContext, { id }: OfOne): Promise<ActionAnswer> {
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
  if (host !== hostOf(app.state())) return; // the folder is that of the host that is watched
  const folder = await files.folder();
  const kept = (await folder?.partialBytes(leftoversOf(download, everyDownload(app.state())))) ?? 0;
  if (kept === 0) return;
  const isWanted = await show.offer(
    l10n.t("The download of “{0}” was cancelled. The data downloaded so far is kept.", download.model),
    l10n.t("Delete Partial Download"),
  );
  const answer = isWanted ? await forgetDownload(context, { id }) : undefined;
  if (answer?.accepted === false) show.refusal(answer.refusal);
}

async function deletePartials(
  context: ActionContext,
  digests: readonly string[],
): Promise<Refusal | undefined> {
  const { app, files, show, host } = context;
  // The folder is that of the host that is watched.
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

/** Ollama writes what it has for a moment after a download was broken off. */
const untilSettled = ({ clock }: Pick<ActionContext, "clock">): Promise<unknown> =>
  firstValueFrom(timer(SETTLING_MS, clockScheduler(clock)));

/** Those of all hosts: two addresses may lead to one Ollama, and several Ollamas to one folder. */
const everyDownload = ({ facts }: AppState): Downloads =>
  Object.fromEntries(Object.values(facts.hosts).flatMap(({ downloads }) => Object.entries(downloads)));
