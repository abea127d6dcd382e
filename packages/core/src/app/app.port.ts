import type { Target } from "../hosts/host.port.ts";
import type { Observable } from "rxjs";
import type { WindowId } from "../windows/window-id.ts";
import type { Clock } from "../shared/clock.port.ts";
import type { LeaderLock } from "../windows/leader-lock.port.ts";
import type { EventStore, HistoryLimits } from "../history/event-store.port.ts";
import type { Logger } from "../shared/logger.port.ts";
import type { Presence } from "../windows/presence.port.ts";

/** Everything core needs from the world. */
export interface Ports {
  /** Which Ollama to look after: the present answer at once, and every later one. */
  readonly target$: Observable<Target>;
  /** Whether one of our views or pages is visible in a focused window: the present answer at once. */
  readonly looking$: Observable<boolean>;
  /** Emits when somebody comes to this window, and now and then while they stay; absent: never. */
  readonly present$?: Observable<unknown>;
  /** This window's name among all. */
  readonly window: WindowId;
  readonly store: EventStore;
  readonly lock: LeaderLock;
  readonly presence: Presence;
  /** How much history to keep, as the person has set it by now. */
  readonly historyLimits: () => HistoryLimits;
  /** What else the person has set: the present answer at once, and every later one. */
  readonly preferences$: Observable<Preferences>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** How a person wants Paddock to work. */
export type Preferences = {
  /** How many models may be downloaded at a time. */
  readonly parallelDownloads: number;
  /** Whether registries are asked for newer models once a day, or only when somebody wants to know. */
  readonly checksForUpdates: "daily" | "on-request";
};

/** How Paddock works where the person has set nothing. */
export const DEFAULT_PREFERENCES: Preferences = { parallelDownloads: 1, checksForUpdates: "on-request" };
