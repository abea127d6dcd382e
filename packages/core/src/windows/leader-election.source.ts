import { Observable } from "rxjs";
import type { Clock } from "../shared/clock.port.ts";
import type { LeaderLock } from "./leader-lock.port.ts";

/** A window that dies is followed by another within this. */
const TRY_EVERY_MS = 500;
/** A lock that was taken away from us is missed within this. */
const LOOK_EVERY_MS = 5_000;

/** Emits whether the lock is held, whenever that changes; gives it back when unsubscribed. */
export const electLeader = (lock: LeaderLock, clock: Clock): Observable<boolean> =>
  new Observable((subscriber) => {
    let release: (() => void) | undefined;
    let timer: unknown;
    const look = (): void => {
      const wasHeld = release !== undefined;
      release = lock.tryTake();
      const isHeld = release !== undefined;
      timer = clock.setTimeout(look, isHeld ? LOOK_EVERY_MS : TRY_EVERY_MS);
      if (isHeld !== wasHeld) subscriber.next(isHeld);
    };
    look();
    return () => {
      clock.clearTimeout(timer);
      release?.();
    };
  });
