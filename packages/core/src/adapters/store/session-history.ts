import type { StoreFailure } from "../../shared/failure.ts";
import type { Ports } from "../../app/app.port.ts";
import { memoryHistory } from "./memory-event-store.ts";
import { newWindowId } from "../system/new-name.ts";

/** The ports to the history and to the other windows. */
export type HistoryPorts = Pick<Ports, "window" | "store" | "lock" | "presence" | "historyLimits">;

/** A history in memory for a single window. `why` is shown to the person as the reason. */
export function sessionHistory(why?: StoreFailure): HistoryPorts {
  const window = newWindowId();
  const news = why ? [{ kind: "unkept", failure: why } as const] : [];
  return {
    window,
    store: memoryHistory().open(news),
    lock: { tryTake: () => () => {} },
    presence: { enter() {}, leave() {}, isOpen: (one) => one === window },
    historyLimits: () => ({ beforeMs: 0, bytes: Number.POSITIVE_INFINITY }),
  };
}
