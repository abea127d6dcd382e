import {
  combineLatest,
  distinctUntilChanged,
  map,
  skipWhile,
  startWith,
  switchMap,
  timer,
  type Observable,
} from "rxjs";
import type { Attention } from "./windows.ts";
import type { Clock } from "../shared/clock.port.ts";
import { clockScheduler } from "../shared/clock-scheduler.source.ts";

/** How long a window waits for the result of a request. */
const RESULT_WAIT_MS = 10_000;

/** What this window needs from the leader. Emits nothing until it needs something for the first time. */
export function watchAttention(
  looking$: Observable<boolean>,
  requested$: Observable<unknown>,
  clock: Clock,
): Observable<Attention> {
  const waiting$ = requested$.pipe(
    switchMap(() =>
      timer(RESULT_WAIT_MS, clockScheduler(clock)).pipe(
        map(() => false),
        startWith(true),
      ),
    ),
    startWith(false),
  );
  return combineLatest([looking$, waiting$]).pipe(
    map(([looks, waits]): Attention => (looks ? "looking" : waits ? "waiting" : "none")),
    skipWhile((attention) => attention === "none"),
    distinctUntilChanged(),
  );
}
