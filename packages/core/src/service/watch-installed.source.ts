import { EMPTY, interval, merge, startWith, switchMap, type Observable } from "rxjs";
import type { Clock } from "../shared/clock.port.ts";
import { clockScheduler } from "../shared/clock-scheduler.source.ts";

/** The interval of the checks while a window is looked at: the person may be installing Ollama right now. */
const WHILE_LOOKED_AT_MS = 5_000;

/** Emits when Ollama may have been installed: while a window is looked at, and after `changed$`. */
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
