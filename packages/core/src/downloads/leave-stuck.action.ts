import * as l10n from "@vscode/l10n";
import { decideHere } from "../app/decide.ts";
import { hostFacts, type AppState } from "../app/state.ts";
import { dispatchAt, refusalOf, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import type { Question } from "../ui/confirm.port.ts";
import { sentences } from "../ui/text/format.view.ts";
import type { DownloadId } from "./download-id.ts";
import { isStuck } from "./downloads-here.view.ts";
import { losesPartials } from "./kept-partials.view.ts";
import { allDownloads } from "./downloads.ts";

/** One download; absent: all of them. */
type Which = { readonly id?: DownloadId };

/** The question to ask first if Ollama may crash when the request of a download is closed (docs/ollama.md §0.5). */
export function askToLeaveStuck({ app }: Pick<ActionContext, "app">, which: Which): Question | undefined {
  const state = app.state();
  if (!isAnyStuck(state, which)) return undefined;
  const isRestarted = isRestartable(state);
  return {
    text: l10n.t("Close a download that is stuck?"),
    detail: sentences(
      isRestarted
        ? l10n.t(
            "Because of a bug, Ollama crashes or stays stuck when this download is closed, so Paddock restarts it. That also breaks off the downloads of other programs, and unloads all models.",
          )
        : l10n.t(
            "Because of a bug, Ollama may crash when this download is closed. If it has stopped afterwards, start it again.",
          ),
      losesPartials(hostFacts(state).service)
        ? l10n.t(
            "Ollama before version 0.21 deletes the data of all unfinished downloads when it starts: they start from the beginning.",
          )
        : "",
    ),
    yes: isRestarted ? l10n.t("Close and Restart Ollama") : l10n.t("Close Download"),
  };
}

/** Restarts Ollama after an action that closes a stuck download, if Paddock may: it crashes, or stays stuck. */
export const leavingStuck =
  <Input extends Which>(run: (context: ActionContext, input: Input) => Promise<ActionAnswer>) =>
  async (context: ActionContext, input: Input): Promise<ActionAnswer> => {
    const before = context.app.state();
    const needsRestart = isAnyStuck(before, input) && isRestartable(before);
    const answer = await run(context, input);
    if (answer.accepted && needsRestart) await dispatchAt(context, { type: "service.restart" });
    return answer;
  };

const isAnyStuck = (state: AppState, which: Which): boolean =>
  allDownloads(hostFacts(state).downloads).some(
    (download) => (which.id === undefined || which.id === download.id) && isStuck(state, download),
  );

const isRestartable = (state: AppState): boolean =>
  refusalOf(decideHere(state, { type: "service.restart" })) === undefined;
