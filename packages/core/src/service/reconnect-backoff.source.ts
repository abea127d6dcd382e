import { defer, filter, merge, take, tap, timer, type Observable } from "rxjs";
import type { Clock } from "../shared/clock.port.ts";
import { clockScheduler } from "../shared/clock-scheduler.source.ts";

/** Delays between two connection attempts while an answer is likely soon; the last one repeats. */
const SOON_DELAYS_MS = [25, 50, 100, 250] as const;
const WHILE_LOOKED_AT_MS = 1_000;
/** While no view of the host is looked at, but a status bar tells about it; the last one repeats. */
const SHOWN_DELAYS_MS = [5_000, 10_000, 15_000] as const;
/** While no window has chosen the host. */
const UNSEEN_MS = 60_000;
/** A gateway that has answered in place of its server for so long is not bothered more than a few times a minute. */
const LONG_MS = 2 * 60_000;
const IN_THE_LONG_RUN_MS = 15_000;

/** How long after a death, or after our own start, an answer is likely. */
const SOON_LASTS_MS = 30_000;

/** The delays between connection attempts of one subscription. */
export interface ReconnectBackoff {
  /** Call when we start the service: attempts are frequent for a while. */
  expectSoon(): void;
  /** Call when the service is lost, which may come back at once: the same, unless nothing shows it. */
  expectBack(): void;
  /**
   * Emits when it is time for the next attempt: at once when a window gets looked at, or by `atOnce$`. `isAnswered` tells
   * whether the last attempt was answered, though not by Ollama.
   */
  next(isAnswered?: boolean): Observable<unknown>;
}

/** The delay before this attempt; the first is number 0. */
const delayAt = (delays: readonly [number, ...number[]], attempt: number): number =>
  delays[Math.min(attempt, delays.length - 1)] ?? delays[0];

export function createReconnectBackoff(
  clock: Clock,
  looking$: Observable<boolean>,
  atOnce$: Observable<unknown>,
  isShown: () => boolean,
): ReconnectBackoff {
  let soonUntilMs = Number.NEGATIVE_INFINITY;
  let attempts = 0;
  let unseenAttempts = 0;
  let isLooking = false;
  let answeredSinceMs: number | undefined;

  const waitMs = (): number => {
    if (clock.now() < soonUntilMs) return delayAt(SOON_DELAYS_MS, attempts++);
    const isLong = answeredSinceMs !== undefined && clock.now() - answeredSinceMs >= LONG_MS;
    if (!isLooking) return isShown() && !isLong ? delayAt(SHOWN_DELAYS_MS, unseenAttempts++) : UNSEEN_MS;
    return isLong ? IN_THE_LONG_RUN_MS : WHILE_LOOKED_AT_MS;
  };
  const expectSoon = (): void => {
    soonUntilMs = clock.now() + SOON_LASTS_MS;
    attempts = 0;
    unseenAttempts = 0;
  };

  return {
    expectSoon,
    expectBack: () => (isLooking || isShown() ? expectSoon() : undefined),
    next: (isAnswered = false) =>
      defer(() => {
        answeredSinceMs = isAnswered ? (answeredSinceMs ?? clock.now()) : undefined;
        const began$ = looking$.pipe(
          filter((looks) => {
            const begins = looks && !isLooking;
            isLooking = looks;
            if (looks) unseenAttempts = 0;
            return begins;
          }),
        );
        return merge(
          began$,
          atOnce$.pipe(tap(() => (unseenAttempts = 0))),
          defer(() => timer(waitMs(), clockScheduler(clock))),
        ).pipe(take(1));
      }),
  };
}
