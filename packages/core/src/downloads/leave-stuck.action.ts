import * as l10n from "@vscode/l10n";
import { decideHere, hostFacts, type AppState } from "../app/state.ts";
import { dispatchAt, refusalOf, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import type { Question } from "../ui/confirm.port.ts";
import type { DownloadId } from "./download-id.ts";
import { isStuck } from "./downloads-here.view.ts";
import { allDownloads } from "./downloads.ts";

/** One download; absent: all of them. */
type Which = { readonly id?: DownloadId };

/** The question to ask first if Ollama may crash when the request of a download is closed (docs/ollama.md §0.5). */
export function askToLeaveStuck({ app }: Pick<ActionContext, "app">, which: Which): Question | undefined {
  const state = app.state();
  if (!isAnyStuck(state, which)) return undefined;
  return {
    text: l10n.t("Close a download that is stuck?"),
    detail: isRestartable(state)
      ? l10n.t("Because of a bug, Ollama may crash when this download is closed. Paddock then restarts it.")
      : l10n.t(
          "Because of a bug, Ollama may crash when this download is closed. If it has stopped afterwards, start it again.",
        ),
    yes: l10n.t("Close Download"),
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
