import * as l10n from "@vscode/l10n";
import { hostReadings, type AppState } from "../app/state.ts";
import type { ActionAnswer, ActionContext } from "../ui/action.ts";
import { carryOut, type Ending } from "../ui/carry-out.action.ts";
import type { Question } from "../ui/confirm.port.ts";
import { bytes, grouped, list, plural } from "../ui/text/format.view.ts";
import { memoryOf, pidsOf } from "./orphans.ts";

/** How long a process may take to end. */
const PATIENCE_MS = 10_000;

export function askToEndOrphans(state: AppState): Question {
  const { orphans } = hostReadings(state);
  const about = [bytes(memoryOf(orphans)), list(orphans.map(({ process }) => String(process.pid)))] as const;
  return {
    text: plural(orphans.length, {
      one: l10n.t("End {0} process that Ollama left behind?", grouped(orphans.length)),
      other: l10n.t("End {0} processes that Ollama left behind?", grouped(orphans.length)),
    }),
    detail: plural(orphans.length, {
      one: l10n.t(
        "It holds {0} of main memory, and perhaps of the GPU. Its Ollama has ended without it, and no Ollama uses it any more. Its process is {1}.",
        ...about,
      ),
      other: l10n.t(
        "They hold {0} of main memory, and perhaps of the GPU. Their Ollama has ended without them, and no Ollama uses them any more. Their processes are {1}.",
        ...about,
      ),
    }),
    yes: endThem(orphans.length),
  };
}

const endThem = (count: number): string => (count === 1 ? l10n.t("End It") : l10n.t("End Them"));

/** Ends the runners that an Ollama has left behind, as far as they were shown. */
export const endOrphans = (
  context: ActionContext,
  _input: unknown,
  shown: AppState,
): Promise<ActionAnswer> => {
  const pids = pidsOf(hostReadings(shown).orphans);
  return carryOut(context, { type: "orphans.end", pids }, () => endedOf(pids));
};

const endedOf =
  (pids: readonly number[]): Ending =>
  (_state, event) => {
    if (event?.type !== "orphans.found") return undefined;
    return pidsOf(event.orphans).every((pid) => !pids.includes(pid))
      ? { kind: "done" }
      : { kind: "failed", failure: { kind: "stop-timed-out", afterMs: PATIENCE_MS } };
  };
