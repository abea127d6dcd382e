import type { AutoStart, HostId, OwnerChoice, SetMemories } from "@paddock/core";
import type { SettingsPort } from "@paddock/core/actions";
import type { Observable } from "rxjs";

/** The person's settings. All of them are machine settings, so that a workspace cannot change them. */
export type Settings = {
  /** The text as entered, or empty if not set. `notText` holds a value of another type, as JSON. */
  readonly host: string | { readonly notText: string };
  /** The other hosts, as the person has written them. */
  readonly hosts: unknown;
  /** The memory that hosts have. */
  readonly hostMemory: SetMemories;
  readonly executable: string;
  /** Who runs the first host's Ollama, as the person has written it. */
  readonly serviceOwner: unknown;
  readonly serviceEnvironment: Readonly<Record<string, string>>;
  /** The variables whose values are no texts, so that they cannot be used. */
  readonly notTextVariables: readonly string[];
  /** When Paddock starts a service by itself. */
  readonly autoStart: AutoStart;
  readonly stopOnExit: boolean;
  /** `host[:port]` of registries without TLS, in lower case. */
  readonly insecureRegistries: readonly string[];
  readonly parallelDownloads: number;
  readonly checksForUpdates: "daily" | "on-request";
  readonly checksForReleases: "daily" | "on-request";
  /** Whether a message is shown when a download is complete. */
  readonly notifiesWhenDone: boolean;
  /** The kinds of notices that the person does not want. */
  readonly hiddenNotices: readonly string[];
  readonly historyDays: number;
  readonly historyMegabytes: number;
};

export type SettingsSource = {
  readonly read: () => Settings;
  /** Writes the host, and variables of the service; the others stay as they are, whatever their values are. */
  readonly write: SettingsPort["write"];
  /** Adds a kind of notice to those that are not shown. */
  readonly hideNotices: (kind: string) => Promise<void>;
  /** Writes who runs the Ollama of a host; `undefined` removes it. */
  readonly chooseOwner: (host: HostId, choice: OwnerChoice | undefined) => Promise<void>;
  /** Emits when one of our settings has changed. */
  readonly changed$: Observable<unknown>;
};
