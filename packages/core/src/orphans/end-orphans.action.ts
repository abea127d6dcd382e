import * as l10n from "@vscode/l10n";
import { hostReadings, type AppState } from "../app/state.ts";
import type { ActionAnswer, ActionContext } from "../ui/action.ts";
import { carryOut, type Ending } from "../ui/carry-out.action.ts";
import type { Question } from "../ui/confirm.port.ts";
import { bytes, grouped, plural } from "../ui/text/format.view.ts";
import { memoryOf } from "./orphans.ts";

/** How long a process may take to end. */
const PATIENCE_MS = 10_000;

export function askToEndOrphans(state: AppState): Question {
  const { orphans } = hostReadings(state);
  return {
    text: plural(orphans.length, {
      one: l10n.t("End {0} process that Ollama left behind?", grouped(orphans.length)),
      other: l10n.t("End {0} processes that Ollama left behind?", grouped(orphans.length)),
    }),
    detail: l10n.t(
      "They hold {0} of main memory, and perhaps of the GPU. Their Ollama has ended without them, and no Ollama uses them any more. Process: {1}.",
      bytes(memoryOf(orphans)),
      orphans.map(({ process }) => String(process.pid)).join(", "),
    ),
    yes: l10n.t("End Them"),
  };
}

/** Ends the runners that an Ollama has left behind. */
export const endOrphans = (context: ActionContext): Promise<ActionAnswer> =>
  carryOut(context, { type: "orphans.end" }, () => ended);

const ended: Ending = (_state, event) => {
  if (event?.type !== "orphans.found") return undefined;
  return event.orphans.length === 0
    ? { kind: "done" }
    : { kind: "failed", failure: { kind: "stop-timed-out", afterMs: PATIENCE_MS } };
};
