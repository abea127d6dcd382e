import type { Recorded } from "../domain/domain.ts";

/** Where last values outlive the session: one event for each key, the last one wins. */
export interface ReadingStore {
  /** What was remembered. What cannot be read any more is left out. */
  load(): Promise<readonly Recorded[]>;
  /** Rejects with `PortError` where nothing can be written. */
  save(key: string, recorded: Recorded): Promise<void>;
}
