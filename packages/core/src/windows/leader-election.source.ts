import { NEVER, Observable } from "rxjs";
import type { Clock } from "../shared/clock.port.ts";
import type { LeaderLock } from "./leader-lock.port.ts";

/** How soon another window takes over after the leader has died. */
const TRY_EVERY_MS = 500;
/** How soon the leader notices that it has lost the lock. */
const CHECK_EVERY_MS = 5_000;

/**
 * Emits whether this window holds the lock, at once and whenever that changes; unsubscribing releases it. When `check$`
 * emits, the file of the lock may be gone, and is locked again before another window does it.
 */
export const electLeader = (
  lock: LeaderLock,
  clock: Clock,
  check$: Observable<unknown> = NEVER,
): Observable<boolean> =>
  new Observable((subscriber) => {
    let release: (() => void) | undefined;
    let wasHeld: boolean | undefined;
    let timer: unknown;
    const check = (): void => {
      clock.clearTimeout(timer);
      release = lock.tryTake();
      const isHeld = release !== undefined;
      timer = clock.setTimeout(check, isHeld ? CHECK_EVERY_MS : TRY_EVERY_MS);
      if (isHeld === wasHeld) return;
      wasHeld = isHeld;
      subscriber.next(isHeld);
    };
    check();
    const checking = check$.subscribe(check);
    return () => {
      checking.unsubscribe();
      clock.clearTimeout(timer);
      release?.();
    };
  });
