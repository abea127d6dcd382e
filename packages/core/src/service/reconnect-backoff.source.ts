import { defer, filter, merge, take, timer, type Observable } from "rxjs";
import type { Clock } from "../shared/clock.port.ts";
import { clockScheduler } from "../shared/clock-scheduler.source.ts";

/** Milliseconds between two attempts to connect while an answer is likely to come soon; the last one repeats. */
const SOON = [25, 50, 100, 250] as const;
const WHILE_LOOKED_AT_MS = 1_000;
const WHILE_UNSEEN_MS = 5_000;

/** For how long after a death, or after our own start, an answer is likely to come soon. */
const SOON_LASTS_MS = 30_000;

/** When to try to connect again, as one who watches remembers it. */
export interface ReconnectBackoff {
  /** Something happened that makes an answer likely: try often for a while. */
  expectSoon(): void;
  /** Emits when it is time for the next attempt; at once when somebody begins to look, or an answer becomes likely. */
  next(): Observable<unknown>;
}

/** Tries often where it pays, slowly where nobody looks. */
export function createReconnectBackoff(
  clock: Clock,
  looking$: Observable<boolean>,
  hurry$: Observable<unknown>,
): ReconnectBackoff {
  let soonUntilMs = Number.NEGATIVE_INFINITY;
  let made = 0;
  let isLooking = false;

  const waitMs = (): number => {
    if (clock.now() < soonUntilMs) return SOON[Math.min(made++, SOON.length - 1)] ?? 250;
    return isLooking ? WHILE_LOOKED_AT_MS : WHILE_UNSEEN_MS;
  };
  const expectSoon = (): void => {
    soonUntilMs = clock.now() + SOON_LASTS_MS;
    made = 0;
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
          hurry$,
          defer(() => timer(waitMs(), clockScheduler(clock))),
        ).pipe(take(1));
      }),
  };
}
