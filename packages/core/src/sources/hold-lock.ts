import { Observable } from "rxjs";
import type { Clock } from "../ports/clock.ts";
import type { EngineLock } from "../ports/engine-lock.ts";

/** Milliseconds between attempts: when a window dies, another one takes over within this time. */
const TRY_EVERY_MS = 500;

/** Emits once the lock is held; gives it back when unsubscribed. */
export const holdLock = (lock: EngineLock, clock: Clock): Observable<"held"> =>
  new Observable((subscriber) => {
    let release: (() => void) | undefined;
    let timer: unknown;
    const tryToTake = (): void => {
      release = lock.tryTake();
      if (release) subscriber.next("held");
      else timer = clock.setTimeout(tryToTake, TRY_EVERY_MS);
    };
    tryToTake();
    return () => {
      clock.clearTimeout(timer);
      release?.();
    };
  });
