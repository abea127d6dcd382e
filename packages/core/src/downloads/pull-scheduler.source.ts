import { Observable, type Subscription } from "rxjs";
import { toFailure, type Failure } from "../shared/failure.ts";
import type { PullLayer } from "./pull-progress.ts";
import type { Clock } from "../shared/clock.port.ts";

/**
 * Milliseconds after which a pull that we broke off is over in Ollama too, its bytes written: one that is stopped then
 * loses nothing (recording `stops-in-mid-pull`), and one that begins then does not join what is dying
 * (docs/ollama.md §2.3).
 */
export const SETTLING_MS = 1_200;

/** A download that waits for its turn to pull, or has it. */
export type ScheduledPull = {
  /** Whoever has the lowest comes first. */
  readonly order: () => number;
  /** What would be fetched, where that is known by now. */
  readonly layers: () => readonly PullLayer[] | undefined;
};

/** Lets few pulls run at a time, never two that might fetch the same layer: Ollama would crash (docs/ollama.md §0.5). */
export interface PullScheduler {
  /** Subscribes to a pull when it is its turn. */
  take<Notice>(turn: ScheduledPull, pull$: Observable<Notice>): Observable<Notice>;
  /** Lets so many run at a time; one, until somebody says otherwise. */
  allow(atOnce: number): void;
  /** Waits for a pull of a window that has ended, and whose request ended with it. */
  inherit(turn: ScheduledPull): void;
  /** Looks again whether anybody may begin, because more is known than before. */
  look(): void;
  /** Resolves once no pull is open, and what was broken off is on the disk. */
  settled(): Promise<void>;
}

/** No pull runs at first, and one at a time may. */
export function createPullScheduler(clock: Clock): PullScheduler {
  let atOnce = 1;
  const waiting = new Map<ScheduledPull, () => void>();
  const running = new Set<ScheduledPull>();
  const settling = new Set<ScheduledPull>();
  let onSettled: (() => void)[] = [];

  function look(): void {
    for (const [turn, begin] of [...waiting].toSorted(([a], [b]) => a.order() - b.order())) {
      if (running.size >= atOnce) break;
      if (!waiting.has(turn)) continue; // begun already, when the one before it ended at once
      if ([...running, ...settling].some((other) => mayShareLayer(turn, other))) continue;
      waiting.delete(turn);
      running.add(turn);
      begin();
    }
    if (running.size > 0 || settling.size > 0) return;
    const resolve = onSettled;
    onSettled = [];
    for (const one of resolve) one();
  }

  /** One that has come to its end is over; one that was broken off will be. */
  function end(turn: ScheduledPull, isBrokenOff: boolean): void {
    running.delete(turn);
    if (isBrokenOff) settle(turn);
    look();
  }

  function settle(turn: ScheduledPull): void {
    settling.add(turn);
    clock.setTimeout(() => {
      settling.delete(turn);
      look();
    }, SETTLING_MS);
  }

  return {
    allow(most) {
      atOnce = most;
      look();
    },
    inherit: settle,
    look,
    take: (turn, pull$) =>
      new Observable((subscriber) => {
        let pulling: Subscription | undefined;
        const leave = (): void => {
          waiting.delete(turn);
          if (running.has(turn)) end(turn, true);
        };
        subscriber.add(() => {
          pulling?.unsubscribe();
          leave();
        });
        waiting.set(turn, () => {
          pulling = pull$.subscribe({
            next: (notice) => subscriber.next(notice),
            error: (error: unknown) => {
              end(turn, isGivenUpByUs(toFailure(error)));
              subscriber.error(error);
            },
            complete: () => {
              end(turn, false);
              subscriber.complete();
            },
          });
        });
        look();
      }),
    settled: () =>
      new Promise((resolve) => {
        onSettled.push(resolve);
        look();
      }),
  };
}

/** What Ollama says, or dies of, ends the pull in Ollama too; what we do not believe goes on there for a moment. */
const isGivenUpByUs = ({ kind }: Failure): boolean =>
  kind === "stalled" || kind === "unreadable" || kind === "unexpected";

/** Assumed of two downloads until the layers of both are known. */
function mayShareLayer(one: ScheduledPull, other: ScheduledPull): boolean {
  const layers = one.layers();
  const others = other.layers();
  if (!layers || !others) return true;
  const digests = new Set(others.map(({ digest }) => digest));
  return layers.some(({ digest }) => digests.has(digest));
}
