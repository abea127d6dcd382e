import * as l10n from "@vscode/l10n";
import { hostFacts } from "../app/state.ts";
import type { ActionAnswer, ActionContext } from "../ui/action.ts";
import { carryOut, eachOf, type Ending } from "../ui/carry-out.action.ts";
import type { Question } from "../ui/confirm.port.ts";
import type { DownloadId } from "./download-id.ts";
import { losesPartials } from "./kept-partials.view.ts";
import { downloaded, idsIn } from "./request-download.action.ts";

/** The question to ask first if Ollama may delete the data of a paused download. */
export const askToPause = ({ app }: Pick<ActionContext, "app">): Question | undefined =>
  losesPartials(hostFacts(app.state()).service)
    ? {
        text: l10n.t("Pause the download?"),
        detail: l10n.t(
          "Ollama before version 0.21 deletes unfinished downloads when it starts. If it restarts before you resume this download, the download starts from the beginning.",
        ),
        yes: l10n.t("Pause"),
      }
    : undefined;

/** Pauses a download, and follows it until it is paused. */
export const pauseDownload = (
  context: ActionContext,
  { id }: { readonly id: DownloadId },
): Promise<ActionAnswer> => carryOut(context, { type: "download.pause", id }, () => paused(id));

/** Pauses all downloads that can be paused. */
export const pauseAll = (context: ActionContext): Promise<ActionAnswer> =>
  carryOut(context, { type: "download.pause-all" }, (events) => eachOf(idsIn(events).map(paused)));

const paused =
  (id: DownloadId): Ending =>
  (state, event) => {
    switch (hostFacts(state).downloads[id]?.situation.kind) {
      case "paused":
        return { kind: "done" };
      case "queued":
      case "pulling":
      case "waiting":
        return { kind: "cancelled" }; // it was resumed
      case "pausing":
      case "cancelling":
      case "completed":
      case "failed":
      case "cancelled":
      case undefined:
        return downloaded(id)(state, event);
    }
  };
