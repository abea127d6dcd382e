import type { ReachFailure } from "../../shared/failure.ts";

/** Measures how long a request has been silent, in real time: sockets do not follow a test's clock. */
interface IdleTimer {
  restart(): void;
  stop(): void;
}

/** Calls `onIdle` after `idleMs` without a restart; never if no limit is given. */
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
