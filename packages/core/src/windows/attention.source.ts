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

/** Milliseconds for which a window that has asked for something waits for the result. */
const WAITS_FOR_MS = 10_000;

/** What this window wants of the one that runs Ollama; nothing is said until it wants something. */
export function watchAttention(
  looking$: Observable<boolean>,
  asked$: Observable<unknown>,
  clock: Clock,
): Observable<Attention> {
  const waiting$ = asked$.pipe(
    switchMap(() =>
      timer(WAITS_FOR_MS, clockScheduler(clock)).pipe(
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
