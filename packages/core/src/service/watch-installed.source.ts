import { EMPTY, interval, merge, startWith, switchMap, type Observable } from "rxjs";
import type { Clock } from "../shared/clock.port.ts";
import { clockScheduler } from "../shared/clock-scheduler.source.ts";

/** Milliseconds between two checks while somebody looks: they may be installing it right now. */
const WHILE_LOOKED_AT_MS = 5_000;

/** Emits when what is not installed may be by now: when somebody looks, and when something else is set. */
export const watchInstalled = (
  looking$: Observable<boolean>,
  changed$: Observable<unknown>,
  clock: Clock,
): Observable<unknown> => {
  const whileLookedAt$ = looking$.pipe(
    switchMap((looks) =>
      looks ? interval(WHILE_LOOKED_AT_MS, clockScheduler(clock)).pipe(startWith(undefined)) : EMPTY,
    ),
  );
  return merge(changed$, whileLookedAt$);
};
