import * as l10n from "@vscode/l10n";
import type { AppEvent } from "../../app/events.ts";
import { isFromFile, type Origin } from "../../sending/origin.ts";
import { describeCause } from "../../ui/text/failure.view.ts";
import { bytes, bytesOf, grouped } from "../../ui/text/format.view.ts";
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
      return said(
        choose(event.from, {
          download: l10n.t("Download requested: {0}", model),
          import: l10n.t("Import requested: {0}", model),
          copy: l10n.t("Copy from another host requested: {0}", model),
        }),
      );
    case "download.sized":
      return said(l10n.t("Size known: {0}", model), bytes(sizeOf(event.layers)));
    case "download.compared":
      return said(l10n.t("Compared with the original: {0}", model));
    case "download.started":
      return said(
        choose(from, {
          download: l10n.t("Download started: {0}", model),
          import: l10n.t("Import started: {0}", model),
          copy: l10n.t("Copy from another host started: {0}", model),
        }),
      );
    case "download.queued":
      return said(
        choose(from, {
          download: l10n.t("Download queued: {0}", model),
          import: l10n.t("Import queued: {0}", model),
          copy: l10n.t("Copy from another host queued: {0}", model),
        }),
      );
    case "download.retry-scheduled":
      return wrong(l10n.t("Another attempt planned: {0}", model), describeCause(event.failure));
    case "download.pause-requested":
      return said(l10n.t("Pause requested: {0}", model));
    case "download.paused":
      return said(
        choose(from, {
          download: l10n.t("Download paused: {0}", model),
          import: l10n.t("Import paused: {0}", model),
          copy: l10n.t("Copy from another host paused: {0}", model),
        }),
      );
    case "download.resume-requested":
      return said(l10n.t("Resume requested: {0}", model));
    case "download.retry-requested":
      return said(l10n.t("Another attempt requested: {0}", model));
    case "download.cancel-requested":
      return said(l10n.t("Cancel requested: {0}", model));
    case "download.cancelled":
      return said(
        choose(from, {
          download: l10n.t("Download cancelled: {0}", model),
          import: l10n.t("Import cancelled: {0}", model),
          copy: l10n.t("Copy from another host cancelled: {0}", model),
        }),
      );
    case "download.completed":
      return said(
        choose(from, {
          download: l10n.t("Download complete: {0}", model),
          import: l10n.t("Import complete: {0}", model),
          copy: l10n.t("Copy from another host complete: {0}", model),
        }),
      );
    case "download.failed":
      return wrong(
        choose(from, {
          download: l10n.t("Download failed: {0}", model),
          import: l10n.t("Import failed: {0}", model),
          copy: l10n.t("Copy from another host failed: {0}", model),
        }),
        describeCause(event.failure),
      );
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

type Ways = { readonly download: string; readonly import: string; readonly copy: string };

/** Models of files and of other hosts wait in the same queue. */
const choose = (from: Origin | undefined, words: Ways): string =>
  words[from === undefined ? "download" : isFromFile(from) ? "import" : "copy"];

const sizeOf = (layers: readonly { readonly sizeBytes: number }[]): number =>
  layers.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);

const progressed = ({
  doneBytes,
  totalBytes,
}: {
  readonly doneBytes: number;
  readonly totalBytes?: number;
}): string => (totalBytes === undefined ? bytes(doneBytes) : bytesOf(doneBytes, totalBytes));
