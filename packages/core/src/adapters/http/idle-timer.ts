import type { ReachFailure } from "../../shared/failure.ts";

/** Watches over a request's silence, in real time: sockets do not know the clock of the tests. */
export interface IdleTimer {
  restart(): void;
  stop(): void;
}

/** Calls `onIdle` once nothing was heard for `idleMs`; never, where no limit is given. */
export function startIdleTimer(
  idleMs: number | undefined,
  onIdle: (failure: ReachFailure) => void,
): IdleTimer {
  if (idleMs === undefined) return { restart: () => {}, stop: () => {} };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = (): void => clearTimeout(timer);
  const restart = (): void => {
    stop();
    timer = setTimeout(() => onIdle({ kind: "timed-out", afterMs: idleMs }), idleMs);
  };
  restart();
  return { restart, stop };
}
