import type { SetMemories } from "../fit/set-memory.ts";
import type { NamedTarget } from "../hosts/host.port.ts";
import type { Observable } from "rxjs";
import type { HostId } from "../hosts/host.ts";
import type { WindowId } from "../windows/window-id.ts";
import type { Clock } from "../shared/clock.port.ts";
import type { LeaderLock } from "../windows/leader-lock.port.ts";
import type { EventStore, HistoryLimits } from "../history/event-store.port.ts";
import type { ModelFilesHere } from "../model-files/model-files.port.ts";
import type { LatestRelease } from "../releases/latest-release.port.ts";
import type { Logger } from "../shared/logger.port.ts";
import type { Presence } from "../windows/presence.port.ts";

/** Everything core needs from the world. */
export interface Ports {
  /**
   * The Ollamas to manage. Emits the current list on subscription, and every later one. The work at a target goes on for
   * as long as the same object is in the list. No two may have the same id.
   */
  readonly targets$: Observable<readonly NamedTarget[]>;
  /** The host that this window has chosen; absent: the first one. */
  readonly chosen?: HostId;
  /** Whether one of our views or pages is visible in a focused window. Emits the current value on subscription. */
  readonly looking$: Observable<boolean>;
  /** Emits when this window gets the focus, and from time to time while it keeps it; absent: never. */
  readonly present$?: Observable<unknown>;
  /** The id of this window. */
  readonly window: WindowId;
  /** The kind of remote machine that this window works on, such as `ssh-remote`; absent: the person's own machine. */
  readonly remote?: string;
  readonly store: EventStore;
  readonly lock: LeaderLock;
  readonly presence: Presence;
  /** How much history to keep, according to the current settings. */
  readonly historyLimits: () => HistoryLimits;
  /** The other settings. Emits the current ones on subscription, and every later change. */
  readonly preferences$: Observable<Preferences>;
  /** Files with models on this machine. */
  readonly modelFiles: ModelFilesHere;
  /** Asked only if the settings say so; absent: never. */
  readonly latestRelease?: LatestRelease;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Settings that affect how core works. */
export type Preferences = {
  /** How many models are downloaded at the same time, at most. */
  readonly parallelDownloads: number;
  /** Whether registries are checked for newer models once a day, or only on request. */
  readonly checksForUpdates: "daily" | "on-request";
  /** Whether Ollama's project is asked for a newer Ollama once a day, or only on request. */
  readonly checksForReleases: "daily" | "on-request";
  /** The variables for a service that we start. */
  readonly serviceEnvironment: Readonly<Record<string, string>>;
  /** The variables in the settings whose values are no texts; absent: none. */
  readonly notTextVariables?: readonly string[];
  /** The memory that hosts have by the settings; absent: nothing is said. */
  readonly hostMemory?: SetMemories;
};

export const DEFAULT_PREFERENCES: Preferences = {
  parallelDownloads: 1,
  checksForUpdates: "on-request",
  checksForReleases: "on-request",
  serviceEnvironment: {},
};
