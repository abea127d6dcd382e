import { Subject } from "rxjs";
import type { Clock } from "../shared/clock.port.ts";
import { PortError } from "../shared/failure.ts";
import type { createHead } from "./log-head.ts";

/** How long a window waits for the leader to write its state into a new store. */
const PATIENCE_MS = 5_000;

type Head = Pick<ReturnType<typeof createHead>, "state$" | "adopt" | "restore">;

/** What happens when the store was replaced: the leader writes its state into the new one, and the others wait for that. */
export function createRenewal(head: Head, clock: Clock) {
  const [renewed$, restored$] = [new Subject<void>(), new Subject<void>()];
  /** Since when the store has been a new one into which no leader has written. */
  let newSinceMs: number | undefined;

  return {
    /** Emits when the store was replaced by another one, and the state with it. */
    renewed$: renewed$.asObservable(),
    /** Emits when the new store has got the state of this window. */
    restored$: restored$.asObservable(),
    begin(): void {
      newSinceMs ??= clock.now();
    },
    isPending: (): boolean => newSinceMs !== undefined,
    /** Whether the store has a state, or has got one now. Throws if that takes too long. */
    hasState(): boolean {
      if (newSinceMs === undefined) return true;
      const isAdopted = head.adopt();
      if (!isAdopted && !(head.state$.value.local.isLeader && head.restore())) {
        if (clock.now() - newSinceMs < PATIENCE_MS) return false;
        throw new PortError({ kind: "store-locked", detail: "database is locked" });
      }
      newSinceMs = undefined;
      (isAdopted ? renewed$ : restored$).next();
      return true;
    },
    close(): void {
      renewed$.complete();
      restored$.complete();
    },
  };
}
