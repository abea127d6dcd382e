import { defer, filter, merge, take, timer, type Observable } from "rxjs";
import type { Clock } from "../shared/clock.port.ts";
import { clockScheduler } from "../shared/clock-scheduler.source.ts";

/** Delays between two connection attempts while an answer is likely soon; the last one repeats. */
const SOON_DELAYS_MS = [25, 50, 100, 250] as const;
const WHILE_LOOKED_AT_MS = 1_000;
const WHILE_UNSEEN_MS = 5_000;

/** How long after a death, or after our own start, an answer is likely. */
const SOON_LASTS_MS = 30_000;

/** The delays between connection attempts of one subscription. */
export interface ReconnectBackoff {
  /** Call when an answer becomes likely: attempts are frequent for a while. */
  expectSoon(): void;
  /** Emits when it is time for the next attempt: at once when a window gets looked at, or on our own start. */
  next(): Observable<unknown>;
}

export function createReconnectBackoff(
  clock: Clock,
  looking$: Observable<boolean>,
  ownStart$: Observable<unknown>,
): ReconnectBackoff {
  let soonUntilMs = Number.NEGATIVE_INFINITY;
  let attempts = 0;
  let isLooking = false;

  const waitMs = (): number => {
    if (clock.now() < soonUntilMs)
      return SOON_DELAYS_MS[Math.min(attempts++, SOON_DELAYS_MS.length - 1)] ?? 250;
    return isLooking ? WHILE_LOOKED_AT_MS : WHILE_UNSEEN_MS;
  };
  const expectSoon = (): void => {
    soonUntilMs = clock.now() + SOON_LASTS_MS;
    attempts = 0;
  };

  return {
    expectSoon,
    next: () =>
      defer(() => {
        const began$ = looking$.pipe(
          filter((looks) => {
            const begins = looks && !isLooking;
            isLooking = looks;
            return begins;
          }),
        );
        return merge(
          began$,
          ownStart$,
          defer(() => timer(waitMs(), clockScheduler(clock))),
        ).pipe(take(1));
      }),
  };
}
