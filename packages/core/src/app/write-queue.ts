import type { StoreFailure } from "../shared/failure.ts";
import type { Clock } from "../shared/clock.port.ts";
import type { AppEvent } from "./events.ts";
import type { AppState } from "./state.ts";

/** What waits to be recorded. */
export type Entry = {
  /** What follows from the state at the head. */
  readonly propose: (state: AppState) => readonly AppEvent[];
  readonly recorded: () => void;
  readonly failed: (failure: StoreFailure) => void;
  /** It will not be recorded by this window any more. */
  readonly closed: () => void;
};

/** Entries in the order in which they came, written in batches. */
export interface WriteQueue {
  add(entry: Entry): void;
  /** Does work while nothing is written, and then writes what has come meanwhile. */
  pause(work: () => void): void;
  /** What waits is not written any more. */
  close(): void;
}

/** Milliseconds between attempts while another window writes: for microseconds, unless it is suspended meanwhile. */
const WAITS_MS = [1, 2, 4, 8, 16, 30] as const;

/** `write` records a batch and tells its entries; it returns `false` while another window is writing. */
export function createWriteQueue(clock: Clock, write: (batch: readonly Entry[]) => boolean): WriteQueue {
  let waiting: readonly Entry[] = [];
  let isBusy = false;
  let isClosed = false;
  let waits = 0;
  let timer: unknown;

  /** Does the work unless other work is going on: what a listener records waits until all have the present events. */
  function alone(work: () => void): void {
    if (isBusy || isClosed) return;
    isBusy = true;
    try {
      work();
    } finally {
      isBusy = false;
    }
  }

  function writeAll(): void {
    clock.clearTimeout(timer);
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      if (write(batch)) waits = 0;
      else {
        waiting = [...batch, ...waiting];
        timer = clock.setTimeout(
          () => alone(writeAll),
          WAITS_MS[Math.min(waits++, WAITS_MS.length - 1)] ?? 30,
        );
        return;
      }
    }
  }

  return {
    add(entry) {
      if (isClosed) return entry.closed();
      waiting = [...waiting, entry];
      alone(writeAll);
    },
    pause(work) {
      alone(work);
      alone(writeAll);
    },
    close() {
      isClosed = true;
      clock.clearTimeout(timer);
      for (const { closed } of waiting) closed();
    },
  };
}
