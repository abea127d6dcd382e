import * as l10n from "@vscode/l10n";
import type { AppEvent } from "../../app/events.ts";
import { isFromFile, type Origin } from "../../sending/origin.ts";
import { describeCause } from "../../ui/text/failure.view.ts";
import { bytes, bytesOf, grouped } from "../../ui/text/format.view.ts";
import { said, wrong, type EventWords } from "./words.view.ts";

type DownloadEvents = Extract<AppEvent, { readonly type: `download.${string}` | `pulls.${string}` }>;

export function downloadEventWords(event: DownloadEvents, model: string): EventWords {
  switch (event.type) {
    case "download.requested":
      return said(describeRequested(model, event.from));
    case "download.sized":
      return said(l10n.t("{0}: size known", model), bytes(sizeOf(event.layers)));
    case "download.compared":
      return said(l10n.t("{0}: compared with the original", model));
    case "download.started":
      return said(l10n.t("{0}: download started", model));
    case "download.queued":
      return said(l10n.t("{0}: download queued", model));
    case "download.retry-scheduled":
      return wrong(l10n.t("{0}: another attempt planned", model), describeCause(event.failure));
    case "download.pause-requested":
      return said(l10n.t("{0}: pause requested", model));
    case "download.paused":
      return said(l10n.t("{0}: download paused", model));
    case "download.resume-requested":
      return said(l10n.t("{0}: resume requested", model));
    case "download.retry-requested":
      return said(l10n.t("{0}: another attempt requested", model));
    case "download.cancel-requested":
      return said(l10n.t("{0}: cancel requested", model));
    case "download.cancelled":
      return said(l10n.t("{0}: download cancelled", model));
    case "download.completed":
      return said(l10n.t("{0}: download complete", model));
    case "download.failed":
      return wrong(l10n.t("{0}: download failed", model), describeCause(event.failure));
    case "download.moved":
      return said(l10n.t("{0}: moved in the queue", model));
    case "download.cleared":
      return said(l10n.t("{0}: removed from the list", model));
    case "download.progressed":
      return said(l10n.t("{0}: progress", model), progressed(event.progress));
    case "pulls.elsewhere":
      return said(
        event.isElsewhere ? l10n.t("Another editor downloads") : l10n.t("No other editor downloads"),
        grouped(event.atOnce ?? 1),
      );
  }
}

/** Models of files and of other hosts wait in the same queue. */
function describeRequested(model: string, from: Origin | undefined): string {
  if (!from) return l10n.t("{0}: download requested", model);
  return isFromFile(from)
    ? l10n.t("{0}: import requested", model)
    : l10n.t("{0}: copy from another host requested", model);
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
