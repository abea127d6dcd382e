import type { HttpRequest } from "../../ollama/http-transport.port.ts";
import type { ReachFailure } from "../../shared/failure.ts";

/** Measures in real time: sockets do not follow a test's clock. */
interface RequestTimer {
  /** Call when data has arrived. */
  restart(): void;
  stop(): void;
}

/** Calls `onTimeout` after a silence of `idleMs`, or after `totalMs` in all; never without a limit. */
export function startRequestTimer(
  { idleMs, totalMs }: Pick<HttpRequest, "idleMs" | "totalMs">,
  onTimeout: (failure: ReachFailure) => void,
): RequestTimer {
  const timerOf = (afterMs: number | undefined): ReturnType<typeof setTimeout> | undefined =>
    afterMs === undefined
      ? undefined
      : setTimeout(() => {
          stop();
          onTimeout({ kind: "timed-out", afterMs });
        }, afterMs);
  const total = timerOf(totalMs);
  let idle = timerOf(idleMs);
  function stop(): void {
    clearTimeout(idle);
    clearTimeout(total);
  }
  return {
    restart() {
      clearTimeout(idle);
      idle = timerOf(idleMs);
    },
    stop,
  };
}
