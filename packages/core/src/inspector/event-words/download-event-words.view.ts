import * as l10n from "@vscode/l10n";
import type { AppEvent } from "../../app/events.ts";
import type { Origin } from "../../sending/origin.ts";
import { describeCause } from "../../ui/text/failure.view.ts";
import { bytes, bytesOf, grouped } from "../../ui/text/format.view.ts";
import { STEPS } from "./download-steps.view.ts";
import { said, wrong, type EventWords } from "./words.view.ts";

type DownloadEvents = Extract<AppEvent, { readonly type: `download.${string}` | `pulls.${string}` }>;

/** `from` is where the model comes from, if not from its registry. */
export function downloadEventWords(
  event: DownloadEvents,
  model: string,
  from: Origin | undefined,
): EventWords {
  switch (event.type) {
    case "download.requested":
      return said(STEPS.requested(model, event.from));
    case "download.sized":
      return said(l10n.t("Size known: {0}", model), bytes(sizeOf(event.layers)));
    case "download.compared":
      return said(l10n.t("Compared with the original: {0}", model));
    case "download.started":
      return said(STEPS.started(model, from));
    case "download.queued":
      return said(STEPS.queued(model, from));
    case "download.retry-scheduled":
      return wrong(l10n.t("Another attempt planned: {0}", model), describeCause(event.failure));
    case "download.pause-requested":
      return said(l10n.t("Pause requested: {0}", model));
    case "download.paused":
      return said(STEPS.paused(model, from));
    case "download.resume-requested":
      return said(l10n.t("Resume requested: {0}", model));
    case "download.retry-requested":
      return said(l10n.t("Another attempt requested: {0}", model));
    case "download.cancel-requested":
      return said(l10n.t("Cancel requested: {0}", model));
    case "download.cancelled":
      return said(STEPS.cancelled(model, from));
    case "download.completed":
      return said(STEPS.completed(model, from));
    case "download.failed":
      return wrong(STEPS.failed(model, from), describeCause(event.failure));
    case "download.moved":
      return said(l10n.t("Moved in the queue: {0}", model));
    case "download.cleared":
      return said(l10n.t("Removed from the list: {0}", model));
    case "download.progressed":
      return said(l10n.t("Progress: {0}", model), progressed(event.progress));
    case "pulls.elsewhere":
      return said(
        event.isElsewhere ? l10n.t("Another editor downloads") : l10n.t("No other editor downloads"),
        grouped(event.atOnce ?? 1),
      );
  }
}

const sizeOf = (layers: readonly { readonly sizeBytes: number }[]): number =>
  layers.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);

const progressed = ({
  doneBytes,
  totalBytes,
}: {
  readonly doneBytes: number;
  readonly totalBytes?: number;
}): string => (totalBytes === undefined ? bytes(doneBytes) : bytesOf(doneBytes, totalBytes));
