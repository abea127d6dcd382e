import * as l10n from "@vscode/l10n";
import { hostReadings, type AppState } from "../app/state.ts";
import { offered, type Action } from "../ui/actions.ts";
import { list, plural, remarks } from "../ui/text/format.view.ts";
import { downloadsHere } from "./downloads-here.view.ts";
import type { DownloadRow } from "./downloads.view.ts";

/** The texts and buttons around the downloads in their tab. */
export type DownloadsTabView = {
  readonly now: string;
  /** How many are pulled at a time. */
  readonly atOnce: string;
  /** Pauses or resumes all, as far as that can be done. */
  readonly forAll: readonly Action[];
  /** One line about all that is not finished, where the list itself is out of sight. */
  readonly queueLine: QueueLine;
  readonly none: string;
  /** What the keys do in the list. */
  readonly keys: string;
  readonly finished: string;
  readonly finishedNote: string;
  readonly clearAll: string;
};

export type QueueLine = {
  readonly text: string;
  /** What needs the person, else the first one, and how far it is; `null` if nothing is in the queue. */
  readonly first: { readonly text: string; readonly stage: DownloadRow["stage"] } | null;
};

/** `rows` are those of the downloads. */
export function downloadsTabView(state: AppState, rows: readonly DownloadRow[]): DownloadsTabView {
  const { pullsAtOnce } = hostReadings(state);
  const kinds = downloadsHere(state).map(({ situation }) => situation.kind);
  const countOf = (wanted: (typeof kinds)[number]): number => kinds.filter((kind) => kind === wanted).length;
  const [done, cancelled] = [countOf("completed"), countOf("cancelled")];
  return {
    now: l10n.t("Now"),
    atOnce: l10n.t("{0} at a time", pullsAtOnce),
    forAll: offered(state, [{ type: "download.pause-all" }, { type: "download.resume-all" }]),
    queueLine: queueLine(rows),
    none: l10n.t("No downloads yet."),
    keys: l10n.t("Alt+Up and Alt+Down change the order. Delete cancels."),
    finished: l10n.t("Finished ({0})", done + cancelled),
    finishedNote: list([
      ...(done > 0 ? [l10n.t("{0} done", done)] : []),
      ...(cancelled > 0 ? [l10n.t("{0} cancelled", cancelled)] : []),
    ]),
    clearAll: l10n.t("Clear All"),
  };
}

const ENDED: ReadonlySet<DownloadRow["stage"]> = new Set(["completed", "cancelled", "failed"]);

function queueLine(rows: readonly DownloadRow[]): QueueLine {
  const failed = rows.filter(({ stage }) => stage === "failed");
  const queue = rows.filter(({ stage }) => !ENDED.has(stage));
  const first = failed[0] ?? queue[0];
  if (!first) return { text: l10n.t("The queue is empty."), first: null };
  return {
    text: remarks(
      failed.length > 0 && l10n.t("{0} failed", failed.length),
      queue.length > 0 &&
        plural(queue.length, {
          one: l10n.t("1 in the queue"),
          other: l10n.t("{0} in the queue", queue.length),
        }),
    ),
    first: { text: remarks(first.label, first.line.word), stage: first.stage },
  };
}
