import type { Endpoint } from "../hosts/endpoint.ts";
import type { Refusal } from "../shared/decision.ts";

/** The settings that an action opens; the editor knows them by names of its own. */
export type SettingName = "host" | "executable" | "insecure-registries";

/** Shows a person what an action comes to. */
export interface ShowPort {
  /** Says in passing that something is done. */
  mention(text: string): void;
  /** Tells something, and offers to do something about it. Whether the person wants that. */
  offer(text: string, label: string): Promise<boolean>;
  /** Says why something was not done. */
  refusal(refusal: Refusal): void;
  /** Puts a text on the clipboard. */
  copy(text: string): Promise<void>;
  page(page: "dashboard" | "inspector"): Promise<void>;
  /** The actions that fit now, to choose from. */
  menu(): Promise<void>;
  setting(name: SettingName): Promise<void>;
  website(url: string): Promise<void>;
  /** The log of a service that was started here. `false` where there is none. */
  serviceLog(endpoint: Endpoint): Promise<boolean>;
  /** Paddock's own log. */
  ownLog(): void;
}
