import { firstValueFrom, Observable, Subject, type Subscription } from "rxjs";
import { toFailure, type Failure } from "../shared/failure.ts";
import { haveCommonLayer, type PullLayer } from "./pull-progress.ts";
import type { Clock } from "../shared/clock.port.ts";

/**
 * Milliseconds until a pull that we aborted has also ended in Ollama, with its bytes written. If Ollama is stopped after
 * that, nothing is lost (recording `stops-in-mid-pull`), and a new pull does not join the dying one
 * (docs/ollama.md §2.3).
 */
export const SETTLING_MS = 1_200;

/** A download that is waiting for its turn, or is pulling. */
export type ScheduledPull = {
  /** The lowest number goes first. */
  readonly order: () => number;
  /** The layers to fetch, if known. */
  readonly layers: () => readonly PullLayer[] | undefined;
  /** Whether Ollama takes a pull now. */
  readonly mayBegin: () => boolean;
};

/** Limits concurrent pulls; two that might fetch the same layer would crash Ollama (docs/ollama.md §0.5). */
export interface PullScheduler {
  /** Subscribes to a pull when its turn comes. */
  take<Notice>(turn: ScheduledPull, pull$: Observable<Notice>): Observable<Notice>;
  /** Sets how many pulls may run at a time; the default is one. */
  allow(atOnce: number): void;
  /** Waits for a pull whose request ended together with the window that had opened it. */
  inherit(turn: ScheduledPull): void;
  /** Checks again whether a waiting pull may start, because more is known now. */
  look(): void;
  /** Resolves once no pull is open and the bytes of aborted pulls are on the disk. */
  settled(): Promise<void>;
  /** The layers of pulls that are open, or were aborted a moment ago. */
  unsettled(): readonly PullLayer[];
}

export function createPullScheduler(clock: Clock): PullScheduler {
  let atOnce = 1;
  const waiting = new Map<ScheduledPull, () => void>();
  const running = new Set<ScheduledPull>();
  const settling = new Set<ScheduledPull>();
  const settled$ = new Subject<void>();

  function look(): void {
    let held = 0;
    for (const [turn, begin] of [...waiting].toSorted(([a], [b]) => a.order() - b.order())) {
      if (running.size + held >= atOnce) break;
      if (!waiting.has(turn) || !turn.mayBegin()) continue; // an earlier one may have ended synchronously
      if (mayShareWith(running, turn)) continue;
      if (mayShareWith(settling, turn)) {
        held += 1; // it keeps its place for that moment
        continue;
      }
      waiting.delete(turn);
      running.add(turn);
      begin();
    }
    if (running.size === 0 && settling.size === 0) settled$.next();
  }

  /**
   * A pull that ended by itself is over in Ollama too; an aborted one still has to settle. Its end is reported before
   * the next one begins.
   */
  function end(turn: ScheduledPull, isAborted: boolean, report: () => void = () => {}): void {
    running.delete(turn);
    if (isAborted) settle(turn);
    report();
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
            error: (error: unknown) =>
              end(turn, isAbortedByUs(toFailure(error)), () => subscriber.error(error)),
            complete: () => end(turn, false, () => subscriber.complete()),
          });
        });
        look();
      }),
    unsettled: () => [...running, ...settling].flatMap((turn) => turn.layers() ?? []),
    settled() {
      const isSettled = firstValueFrom(settled$);
      look();
      return isSettled;
    },
  };
}

/** After other failures the pull has ended in Ollama, too. After these, which we detect, it continues for a moment. */
const isAbortedByUs = ({ kind }: Failure): boolean =>
  kind === "stalled" || kind === "unreadable" || kind === "unexpected";

const mayShareWith = (others: ReadonlySet<ScheduledPull>, one: ScheduledPull): boolean =>
  [...others].some((other) => mayShareLayer(one, other));

/** Assumed to be true until the layers of both are known. */
function mayShareLayer(one: ScheduledPull, other: ScheduledPull): boolean {
  const layers = one.layers();
  const others = other.layers();
  return !layers || !others || haveCommonLayer(layers, others);
}
