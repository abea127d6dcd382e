import type { Observable } from "rxjs";
import type { Endpoint, EndpointProblem } from "../hosts/endpoint.ts";
import type { WindowId } from "../windows/window-id.ts";
import type { Clock } from "../shared/clock.port.ts";
import type { EngineLock } from "../windows/leader-lock.port.ts";
import type { EventStore, HistoryLimits } from "../history/event-store.port.ts";
import type { Logger } from "../shared/logger.port.ts";
import type { ModelFiles } from "../models/models-folder.port.ts";
import type { OllamaApi } from "../ollama/ollama-api.port.ts";
import type { Presence } from "../windows/presence.port.ts";
import type { Registry } from "../downloads/registry.port.ts";
import type { ServiceController } from "../service/service-controller.port.ts";
import type { ServiceProbe } from "../service/probe.port.ts";

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
  readonly lock: EngineLock;
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

/** An Ollama to look after, or why the setting does not name one. */
export type Target =
  | {
      readonly kind: "host";
      readonly endpoint: Endpoint;
      readonly isRemote: boolean;
      /** Whether a simulator stands in for Ollama. */
      readonly isDemo: boolean;
      readonly reach: HostPorts;
    }
  | {
      readonly kind: "misconfigured";
      readonly setting: string;
      readonly text: string;
      readonly problem: EndpointProblem;
    };

/** The ports that lead to one Ollama. */
export interface HostPorts {
  readonly api: OllamaApi;
  readonly probe: ServiceProbe;
  readonly controller: ServiceController;
  readonly registry: Registry;
  /** Its files, where it runs on this machine. */
  readonly files?: ModelFiles;
  /** Whether a model's registry is to be spoken to without TLS. */
  isInsecure(registryHost: string): boolean;
}
