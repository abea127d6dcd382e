import { setTimeout as delay } from "node:timers/promises";
import { Subject, type Observable } from "rxjs";
import type { Exit } from "../../shared/failure.ts";
import type { Ended } from "../../service/sighting.ts";
import type { Spawned } from "./spawn-detached.ts";

/** The processes that this window has started, until they end, and how they ended. */
export interface OwnChildren {
  readonly ended$: Observable<Ended>;
  has(pid: number): boolean;
  add(spawned: Spawned, pid: number): void;
  /** How a process ended; empty if it still runs, or was not started by this window. */
  exitOf(pid: number): Promise<Exit>;
}

/** Node reports the end of a process some milliseconds after the end of its connections. */
const EXIT_PATIENCE_MS = 500;
const LOOK_EVERY_MS = 10;

/** `forget` is called with the pid of each process that has ended. */
export function ownChildren(forget: (pid: number) => Promise<void>): OwnChildren {
  const running = new Set<number>();
  const exits = new Map<number, Exit>();
  const ended$ = new Subject<Ended>();
  return {
    ended$,
    has: (pid) => running.has(pid),
    add({ ended }, pid) {
      running.add(pid);
      exits.delete(pid); // of an earlier process with the same pid
      void ended.then((exit) => {
        running.delete(pid);
        exits.set(pid, exit);
        ended$.next({ type: "ended", pid, exit });
        return forget(pid);
      });
    },
    async exitOf(pid) {
      const untilMs = Date.now() + EXIT_PATIENCE_MS;
      while (running.has(pid) && Date.now() < untilMs) await delay(LOOK_EVERY_MS);
      return exits.get(pid) ?? {};
    },
  };
}
