import type { AutoStart } from "../service/auto-start.ts";

/** The settings of the person that actions read and write. */
export type PersonSettings = {
  readonly serviceEnvironment: Readonly<Record<string, string>>;
  readonly autoStart: AutoStart;
};

/** What to change; all else stays as it is. */
export type SettingsChange = {
  /** The address of Ollama, in the form of `OLLAMA_HOST`. */
  readonly host?: string;
  /** Variables with their new values; `undefined` removes one. */
  readonly variables?: Readonly<Record<string, string | undefined>>;
};

/** Reads and writes the settings of the editor. */
export interface SettingsPort {
  read(): PersonSettings;
  /** Rejects with the editor's own reason where a setting cannot be written. */
  write(change: SettingsChange): Promise<void>;
}
