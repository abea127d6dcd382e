import { concat, filter, firstValueFrom, map, skipWhile, startWith, take } from "rxjs";
import { hostOf, type AppState, type HostCommand } from "../app/state.ts";
import type { WithoutHost } from "../hosts/host.ts";
import type { AppEvent } from "../app/events.ts";
import { toFailure } from "../shared/failure.ts";
import { worstOf, type Outcome } from "../shared/outcome.ts";
import { dispatchAt, hostIn, refused, type ActionAnswer, type ActionContext } from "./action.ts";

/** The outcome of an action, by the state and the last event; `undefined` while it is not finished. */
export type Ending = (state: AppState, event?: AppEvent) => Outcome | undefined;

type Moment = { readonly state: AppState; readonly event?: AppEvent };

/**
 * Dispatches a command, and follows its outcome while its host is watched. Subscribes before the command is decided,
 * because its end may be recorded together with it. `endingOf` receives the facts that the command led to; there are none
 * if it had no effect.
 */
export async function carryOut(
  context: Pick<ActionContext, "app" | "host">,
  command: WithoutHost<HostCommand>,
  endingOf: (events: readonly AppEvent[]) => Ending,
): Promise<ActionAnswer> {
  const { app } = context;
  const host = hostIn(context);
  const moments$ = app.recorded$.pipe(map(({ event }): Moment => ({ state: app.state(), event })));
  const whileDeciding: Moment[] = [];
  const subscription = moments$.subscribe((moment) => whileDeciding.push(moment));
  const decision = await dispatchAt(context, command);
  subscription.unsubscribe(); // from here on, all is synchronous up to the next subscription, so nothing is missed
  if (!decision.accepted) return refused(decision.refusal);
  const [first] = decision.events;
  const ending = endingOf(decision.events);
  const outcome$ = concat(whileDeciding, moments$).pipe(
    // Skips earlier events. The comparison is by identity: the log emits the same object that the decision returned.
    skipWhile(({ event }) => first !== undefined && event !== first),
    first === undefined ? startWith<Moment>({ state: app.state() }) : (same$) => same$,
    map(({ state, event }): Outcome | undefined =>
      hostOf(state) === host ? ending(state, event) : { kind: "unknown" },
    ),
    filter((outcome) => outcome !== undefined),
    take(1),
  );
  const completed = firstValueFrom(outcome$, { defaultValue: { kind: "unknown" } as const }).catch(
    (error: unknown): Outcome => ({ kind: "failed", failure: toFailure(error) }),
  );
  return { accepted: true, completed };
}

/** For commands that are done once they are recorded. */
export const atOnce = (): Ending => () => ({ kind: "done" });

/** Follows several endings; the outcome is the worst of theirs. */
export function eachOf(endings: readonly Ending[]): Ending {
  const outcomes = new Map<Ending, Outcome>();
  return (state, event) => {
    for (const ending of endings) {
      const outcome = outcomes.get(ending) ?? ending(state, event);
      if (outcome) outcomes.set(ending, outcome);
    }
    return outcomes.size === endings.length ? worstOf([...outcomes.values()]) : undefined;
  };
}
