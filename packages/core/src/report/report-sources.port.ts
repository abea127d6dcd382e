import type { RecordedHistory } from "../history/event-store.port.ts";
import type { KnownWords } from "./known-words.ts";

/** What the editor and this machine add to a report. */
export type EditorFacts = {
  /** With their versions, as they are shown. */
  readonly paddock: string;
  readonly editor: string;
  readonly machine: string;
  /** The settings that are not as they are by themselves. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** What must not be in a report. */
  readonly known: KnownWords;
};

/** Gathers what a report is made of, and reads one from a file. */
export interface ReportSources {
  /** May throw `PortError` of a `StoreFailure`. */
  readonly history: RecordedHistory;
  gather(): Promise<EditorFacts>;
  /** The page where an issue is opened; absent if the extension has none. */
  readonly issues?: string;
  /** The content of a file that a person has chosen. Rejects with the system's reason. */
  read(path: string): Promise<string>;
}
