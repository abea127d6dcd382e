import { firstValueFrom, map, race, timer } from "rxjs";
import { hostFacts, modelsOf } from "../app/state.ts";
import type { AppEvent } from "../app/events.ts";
import { isRunning } from "../service/service.ts";
import { clockScheduler } from "../shared/clock-scheduler.source.ts";
import type { Outcome } from "../shared/outcome.ts";
import type { ActionAnswer, ActionContext } from "../ui/action.ts";
import { carryOut, type Ending } from "../ui/carry-out.action.ts";
import { findModel } from "./models.ts";
import type { ModelName } from "./model-name.ts";

/** Models that take longer to be read are chosen from as they were known. */
const PATIENCE_MS = 3_000;
/** After this, nobody waits any longer for a list: the same failure is told only once. */
const LONGEST_WAIT_MS = 10_000;

type Reading = Pick<ActionContext, "app" | "clock">;

/** Reads which models there are now, and follows it until that is known. */
export async function refreshModels(context: Reading): Promise<ActionAnswer> {
  const answer = await carryOut(context, { type: "models.refresh" }, () => listed);
  return answer.accepted
    ? { accepted: true, completed: withinPatience(context, answer.completed, LONGEST_WAIT_MS) }
    : answer;
}

/**
 * Reads which models there are now: while nobody looks at them, nothing does. Resolves once that is known, or could not
 * be found out; then what is remembered has to do.
 */
export async function readModels(context: Reading): Promise<void> {
  const answer = await carryOut(context, { type: "models.refresh" }, () => listed);
  if (answer.accepted) await withinPatience(context, answer.completed, PATIENCE_MS);
}

/** The same, where a model is not known yet: it may have come since the list was read. */
export async function lookFor(context: Reading, model: ModelName): Promise<void> {
  if (!findModel(modelsOf(context.app.state()), model)) await readModels(context);
}

const listed: Ending = (state, event?: AppEvent) => {
  if (event?.type === "models.listed" || event?.type === "models.confirmed") return { kind: "done" };
  if (event?.type === "models.unread") return { kind: "failed", failure: event.failure };
  return isRunning(hostFacts(state).service) ? undefined : { kind: "unknown" };
};

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
