import * as l10n from "@vscode/l10n";
import { firstValueFrom, map, race, timer } from "rxjs";
import { hostFacts, modelsOf, type AppState } from "../app/state.ts";
import type { AppEvent } from "../app/events.ts";
import { isRunning } from "../service/service.ts";
import { clockScheduler } from "../shared/clock-scheduler.source.ts";
import type { Outcome } from "../shared/outcome.ts";
import type { ActionAnswer, ActionContext } from "../ui/action.ts";
import { carryOut, type Ending } from "../ui/carry-out.action.ts";
import { grouped, plural } from "../ui/text/format.view.ts";
import { findModel, usableModels, type Models } from "./models.ts";
import type { ModelName } from "./model-name.ts";

/** If reading takes longer, the last known models are offered. */
const PATIENCE_MS = 3_000;
/** A refresh fails after this time at the latest: a repeated failure is not reported again. */
const LONGEST_WAIT_MS = 10_000;

type Reading = Pick<ActionContext, "app" | "clock">;
type ReadingForOthers = Pick<ActionContext, "app" | "clock" | "logger">;

/** Reads the models now, follows that to its end, and says what was found: the list may look the same as before. */
export async function refreshModels(
  context: Pick<ActionContext, "app" | "clock" | "show">,
): Promise<ActionAnswer> {
  const answer = await carryOut(context, { type: "models.refresh" }, () => listed);
  if (!answer.accepted) return answer;
  const completed = withinPatience(context, answer.completed, LONGEST_WAIT_MS).then((outcome) => {
    if (outcome.kind === "done") context.show.mention(describeListed(modelsOf(context.app.state())));
    return outcome;
  });
  return { accepted: true, completed };
}

function describeListed(models: Models): string {
  const { length: count } = usableModels(models);
  if (count === 0) return l10n.t("Ollama has no models yet. Add one to get started.");
  return plural(count, {
    one: l10n.t("The list of models is up to date: {0} model.", grouped(count)),
    other: l10n.t("The list of models is up to date: {0} models.", grouped(count)),
  });
}

/**
 * Reads the models now: they are not polled while no view is visible. Also resolves if they could not be read; then the
 * last known list is used.
 */
export async function readModels(context: Reading): Promise<void> {
  const answer = await carryOut(context, { type: "models.refresh" }, () => listed);
  if (answer.accepted) await withinPatience(context, answer.completed, PATIENCE_MS);
}

/**
 * The state, after the models were read: those that are installed, and those that are loaded. If they cannot be read, it
 * is the last known one. Never rejects.
 */
export async function freshState(context: ReadingForOthers): Promise<AppState> {
  try {
    const answer = await carryOut(context, { type: "models.refresh" }, bothRead);
    if (answer.accepted) await withinPatience(context, answer.completed, PATIENCE_MS);
  } catch (error) {
    context.logger.warn(`The models could not be read for another extension: ${String(error)}`);
  }
  return context.app.state();
}

/** Reads the models without a word if they are known to have changed, unless they are being read already. */
export function createRefreshIfStale(context: ReadingForOthers): () => void {
  let isReading = false;
  async function read(): Promise<void> {
    isReading = true;
    try {
      await freshState(context);
    } finally {
      isReading = false;
    }
  }
  return () => {
    if (!isReading && isListStale(context.app.state())) void read();
  };
}

/** Whether other programs are known to have changed the models since the list was read. */
export const isListStale = (state: AppState): boolean =>
  isRunning(hostFacts(state).service) && modelsOf(state).list?.isStale === true;

/** Reads the models if this one is unknown: it may be newer than the list. */
export async function readIfUnknown(context: Reading, model: ModelName): Promise<void> {
  if (!findModel(modelsOf(context.app.state()), model)) await readModels(context);
}

const listed: Ending = (state, event?: AppEvent) => {
  if (event?.type === "models.listed" || event?.type === "models.confirmed") return { kind: "done" };
  if (event?.type === "models.unread") return { kind: "failed", failure: event.failure };
  return isRunning(hostFacts(state).service) ? undefined : { kind: "unknown" };
};

function bothRead(): Ending {
  let isListed = false;
  let isLoadedRead = false;
  return (state, event) => {
    isLoadedRead ||= event?.type === "models.loaded";
    const outcome = listed(state, event);
    if (outcome && outcome.kind !== "done") return outcome;
    isListed ||= outcome !== undefined;
    return isListed && isLoadedRead ? { kind: "done" } : undefined;
  };
}

function withinPatience(
  { app, clock }: Reading,
  completed: Promise<Outcome>,
  patienceMs: number,
): Promise<Outcome> {
  const tooLate$ = timer(patienceMs, clockScheduler(clock)).pipe(
    map((): Outcome => {
      const { unread } = modelsOf(app.state());
      return unread ? { kind: "failed", failure: unread } : { kind: "unknown" };
    }),
  );
  return firstValueFrom(race(completed, tooLate$));
}
