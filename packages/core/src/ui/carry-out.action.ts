import { filter, firstValueFrom, map, ReplaySubject, skipWhile, startWith, take } from "rxjs";
import { hostOf, type AppState, type HostCommand } from "../app/state.ts";
import type { WithoutHost } from "../hosts/host.ts";
import type { AppEvent } from "../app/events.ts";
import { toFailure } from "../shared/failure.ts";
import { worstOf, type Outcome } from "../shared/outcome.ts";
import { dispatchAt, hostIn, refused, type ActionAnswer, type ActionContext } from "./action.ts";

/** What has come of an action, once it has ended: by what has just happened, or by what is so after it. */
export type Ending = (state: AppState, event?: AppEvent) => Outcome | undefined;

type Moment = { readonly state: AppState; readonly event?: AppEvent };

/**
 * Dispatches a command, and follows what comes of it for as long as its host is watched. Listening begins before the
 * command is decided, since its end may be recorded together with it. `endingOf` is told the facts that the command led
 * to; none: it was so already.
 */
export async function carryOut(
  context: Pick<ActionContext, "app" | "host">,
  command: WithoutHost<HostCommand>,
  endingOf: (events: readonly AppEvent[]) => Ending,
): Promise<ActionAnswer> {
  const { app } = context;
  const host = hostIn(context);
  const heard$ = new ReplaySubject<Moment>();
  const hearing = app.recorded$
    .pipe(map(({ event }): Moment => ({ state: app.state(), event })))
    .subscribe(heard$);
  const decision = await dispatchAt(context, command);
  if (!decision.accepted) {
    hearing.unsubscribe();
    return refused(decision.refusal);
  }
  const [first] = decision.events;
  const ending = endingOf(decision.events);
  const outcome$ = heard$.pipe(
    // What others have recorded before is about what was before. The log tells the very event that was decided.
    skipWhile(({ event }) => first !== undefined && event !== first),
    first === undefined ? startWith<Moment>({ state: app.state() }) : (same$) => same$,
    map(({ state, event }): Outcome | undefined =>
      hostOf(state) === host ? ending(state, event) : { kind: "unknown" },
    ),
    filter((outcome) => outcome !== undefined),
    take(1),
  );
  const completed = firstValueFrom(outcome$, { defaultValue: { kind: "unknown" } as const })
    .catch((error: unknown): Outcome => ({ kind: "failed", failure: toFailure(error) }))
    .finally(() => hearing.unsubscribe());
  return { accepted: true, completed };
}

/** Where nothing is left to wait for once the command is recorded. */
export const atOnce = (): Ending => () => ({ kind: "done" });

/** Follows several things, each to its end; what came of them is the worst of it. */
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
