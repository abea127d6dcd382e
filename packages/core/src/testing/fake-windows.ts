import { filter } from "rxjs";
import { memoryHistory } from "../adapters/store/memory-event-store.ts";
import { newWindowId } from "../adapters/system/new-name.ts";
import type { HistoryPorts } from "../adapters/store/session-history.ts";
import type { WindowId } from "../windows/window-id.ts";
import type { EventStore } from "../history/event-store.port.ts";

/** The windows of one machine: they share a history and a lock. */
export class FakeWindows {
  readonly #history = memoryHistory();
  readonly #open = new Set<WindowId>();
  readonly #dead = new Set<WindowId>();
  /** The window that holds the lock. */
  leader: WindowId | undefined;
  /** Wraps the store of each window, for tests that break it. */
  readonly wrap: (store: EventStore) => EventStore;

  constructor(wrap: (store: EventStore) => EventStore = (store) => store) {
    this.wrap = wrap;
  }

  open(): HistoryPorts {
    const window = newWindowId();
    return {
      window,
      store: this.#whileAlive(window, this.wrap(this.#history.open())),
      lock: {
        tryTake: () => {
          if (this.leader !== undefined && this.leader !== window) return undefined;
          this.leader = window;
          return () => {
            if (this.leader === window) this.leader = undefined;
          };
        },
      },
      presence: {
        enter: () => void this.#open.add(window),
        leave: () => void this.#open.delete(window),
        isOpen: (one) => this.#open.has(one),
      },
      historyLimits: () => ({ beforeMs: 0, bytes: Number.POSITIVE_INFINITY }),
    };
  }

  /** A test cannot stop the code of a killed window, so its store writes nothing and emits nothing any more. */
  #whileAlive(window: WindowId, store: EventStore): EventStore {
    const isAlive = (): boolean => !this.#dead.has(window);
    return {
      ...store,
      changed$: store.changed$.pipe(filter(isAlive)),
      after: (seq) => (isAlive() ? store.after(seq) : []),
      write: (seq, record) => isAlive() && store.write(seq, record),
    };
  }

  /** The window's process dies, and the system releases its lock. */
  kill(window: WindowId): void {
    this.#open.delete(window);
    this.#dead.add(window);
    if (this.leader === window) this.leader = undefined;
  }
}
