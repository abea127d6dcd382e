import * as l10n from "@vscode/l10n";
import { filter, firstValueFrom, timer } from "rxjs";
import { decideHere } from "../app/decide.ts";
import { hostFacts, hostOf, type AppState } from "../app/state.ts";
import type { Refusal } from "../shared/decision.ts";
import { clockScheduler } from "../shared/clock-scheduler.source.ts";
import { errorText } from "../shared/error-text.ts";
import { done, refusalOf, refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import { atOnce, carryOut, type Ending } from "../ui/carry-out.action.ts";
import type { Question } from "../ui/confirm.port.ts";
import type { ModelsFolder } from "../models/models-folder.port.ts";
import { bytes } from "../ui/text/format.view.ts";
import type { DownloadId } from "./download-id.ts";
import { isUnfinished, leftoversOf, repairableOf, type Download, type Downloads } from "./downloads.ts";
import { mendPartials, type EndedPull } from "./mend-partials.source.ts";
import type { PullLayer } from "./pull-progress.ts";
import { SETTLING_MS } from "./pull-scheduler.source.ts";
import { retryDownload } from "./request-download.action.ts";
import { lookAtLayers } from "./still-layers.source.ts";
import { diskBytesOf } from "./unfinished-layer.ts";

type OneDownload = { readonly id: DownloadId };

/** Cancels a download and waits until its request is closed. Keeps the data, and offers to delete it. */
export async function cancelDownload(context: ActionContext, { id }: OneDownload): Promise<ActionAnswer> {
  const answer = await carryOut(context, { type: "download.cancel", id }, () => ended(id));
  if (answer.accepted)
    offerToForget(context, id).catch((error: unknown) =>
      context.logger.warn(`the data of a cancelled download cannot be counted: ${String(error)}`),
    );
  return answer;
}

/** The question before a download is cancelled by a key. */
export function askToCancel({ app }: Pick<ActionContext, "app">, { id }: OneDownload): Question | undefined {
  const download = hostFacts(app.state()).downloads[id];
  return (
    download && {
      text: l10n.t("Cancel the download of “{0}”?", download.model),
      detail: l10n.t("What has been downloaded so far is kept for a later try."),
      yes: l10n.t("Cancel Download"),
    }
  );
}

/** The question before the data of a download is deleted; none if it is certain that there is no data. */
export async function askToForget(
  context: Pick<ActionContext, "app" | "files">,
  { id }: OneDownload,
): Promise<Question | undefined> {
  const state = context.app.state();
  const download = hostFacts(state).downloads[id];
  if (!download) return undefined;
  const folder = await context.files.folder();
  if (!folder)
    return {
      text: l10n.t("Remove the download of “{0}” from the list?", download.model),
      detail: l10n.t(
        "Paddock cannot access Ollama's models folder, so the data downloaded so far stays on the disk. To delete it, delete the “-partial” files on the machine that runs Ollama.",
      ),
      yes: l10n.t("Remove"),
    };
  const kept = diskBytesOf(await folder.unfinished(), digestsOf(leftoversOf(download, everyDownload(state))));
  if (kept === 0) return undefined;
  return {
    text: l10n.t("Delete the partial download of “{0}”?", download.model),
    detail: l10n.t("This frees {0}. A new download of the model starts from the beginning.", bytes(kept)),
    yes: l10n.t("Delete"),
  };
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
  const leftovers = leftoversOf(download, everyDownload(app.state()));
  const pull = { ...endOf(download), layers: leftovers };
  const refusal = await withFolder(context, (folder) => forgetPartials(context, folder, pull));
  return refusal ? refused(refusal) : done();
}

/** Mends the data of a download that cannot continue from it, or deletes it if that is impossible, and retries. */
export async function repairDownload(context: ActionContext, { id }: OneDownload): Promise<ActionAnswer> {
  const { app, files, host, clock } = context;
  if (!(await files.folder())) return refused({ reason: "folder-out-of-reach" });
  await untilSettled(context);
  const download = hostFacts(app.state(), host).downloads[id];
  const isRetryable = refusalOf(decideHere(app.state(), { type: "download.retry", id })) === undefined;
  if (!download || !isRetryable) return retryDownload(context, { id });
  const pull = { ...endOf(download), layers: repairableOf(download, everyDownload(app.state())) };
  const refusal = await withFolder(context, async (folder) => {
    if ((await firstValueFrom(mendPartials(folder, pull, clock))) > 0) return;
    await forgetPartials(context, folder, pull);
  });
  return refusal ? refused(refusal) : retryDownload(context, { id });
}

async function offerToForget(context: ActionContext, id: DownloadId): Promise<void> {
  const { app, files, show, host } = context;
  const download = hostFacts(app.state(), host).downloads[id];
  if (!download) return;
  await untilSettled(context);
  if (host !== hostOf(app.state())) return; // the folder belongs to the watched host
  const folder = await files.folder();
  const leftovers = digestsOf(leftoversOf(download, everyDownload(app.state())));
  if (!folder || diskBytesOf(await folder.unfinished(), leftovers) === 0) return;
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

/** Works in the models folder, which belongs to the watched host; resolves with why it could not. */
async function withFolder(
  { app, files, host }: ActionContext,
  work: (folder: ModelsFolder) => Promise<void>,
): Promise<Refusal | undefined> {
  if (host !== undefined && host !== hostOf(app.state())) return { reason: "not-watched", host };
  try {
    const folder = await files.folder();
    if (folder) await work(folder);
    return undefined;
  } catch (error) {
    const detail = errorText(error);
    return { reason: "partials-undeletable", detail };
  }
}

const endOf = ({ pulledUntilMs }: Download): Pick<EndedPull, "endedAtMs"> =>
  pulledUntilMs === undefined ? {} : { endedAtMs: pulledUntilMs };

/** Deletes the data of layers, but not of those that another program may be fetching. */
async function forgetPartials(
  { clock, show }: ActionContext,
  folder: ModelsFolder,
  { layers, endedAtMs }: EndedPull,
): Promise<void> {
  const digests = new Set(digestsOf(layers));
  const ports = { folder, clock, endedAtMs: () => endedAtMs };
  const { moving } = await firstValueFrom(lookAtLayers(ports, ({ digest }) => digests.has(digest)));
  const kept = new Set(moving.map(({ digest }) => digest));
  const freed = await folder.forgetPartials([...digests].filter((digest) => !kept.has(digest)));
  if (freed > 0) show.mention(l10n.t("{0} of disk space was freed.", bytes(freed)));
  if (kept.size > 0)
    show.mention(
      l10n.t(
        "Data of this model was written a moment ago, so another program may be downloading it. That data was not deleted. If no program is, delete its “-partial” files in Ollama's models folder.",
      ),
    );
}

const digestsOf = (layers: readonly PullLayer[]): readonly string[] => layers.map(({ digest }) => digest);

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
