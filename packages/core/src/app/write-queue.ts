import type { StoreFailure } from "../shared/failure.ts";
import type { Clock } from "../shared/clock.port.ts";
import type { AppEvent } from "./events.ts";
import type { AppState } from "./state.ts";

/** Events, or a decision, waiting to be recorded. */
export type Entry = {
  /** The events to record, given the state at the head of the log. */
  readonly propose: (state: AppState) => readonly AppEvent[];
  readonly recorded: () => void;
  readonly failed: (failure: StoreFailure) => void;
  /** Called when the queue is closed before the entry was recorded. */
  readonly closed: () => void;
};

/** Writes entries in the order in which they were added, in batches. */
interface WriteQueue {
  add(entry: Entry): void;
  /** Runs work while nothing is being written, and then writes what was added meanwhile. */
  pause(work: () => void): void;
  /** Drops the waiting entries, and calls their `closed`. */
  close(): void;
}

/** Delays between attempts while another window writes: that takes microseconds, unless that window is suspended. */
const WAITS_MS = [1, 2, 4, 8, 16, 30] as const;

/** `write` records a batch and notifies its entries; it returns `false` while another window is writing. */
export function createWriteQueue(clock: Clock, write: (batch: readonly Entry[]) => boolean): WriteQueue {
  let waiting: readonly Entry[] = [];
  let isBusy = false;
  let isClosed = false;
  let attempts = 0;
  let timer: unknown;

  /** Not re-entrant: events that a listener adds wait until all listeners got the current ones. */
  function exclusively(work: () => void): void {
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
      if (write(batch)) attempts = 0;
      else {
        waiting = [...batch, ...waiting];
        timer = clock.setTimeout(
          () => exclusively(writeAll),
          WAITS_MS[Math.min(attempts++, WAITS_MS.length - 1)] ?? 30,
        );
        return;
      }
    }
  }

  return {
    add(entry) {
      if (isClosed) return entry.closed();
      waiting = [...waiting, entry];
      exclusively(writeAll);
    },
    pause(work) {
      exclusively(work);
      exclusively(writeAll);
    },
    close() {
      isClosed = true;
      clock.clearTimeout(timer);
      for (const { closed } of waiting) closed();
    },
  };
}
