import type { Observable } from "rxjs";
import type { Death, ProcessIdentity } from "./service-events.ts";
import type { Ended } from "./sighting.ts";

/** Starts and stops our own Ollama process on this machine. Rejects with `PortError` only. */
export interface ServiceOwner {
  /** Whether an Ollama that could be started was found. */
  isInstalled(): Promise<boolean>;
  /** Emits when the setting for the executable has changed, so that `isInstalled` may have too. */
  readonly changed$: Observable<unknown>;
  /**
   * Starts `ollama serve`, which keeps running without us; resolves once its process is known, which is before it
   * answers. Rejects with `exited` if it ends before that.
   */
  start(options?: StartOptions): Promise<ProcessIdentity>;
  /** Emits when a process that this owner started has ended, which may be before its `start` has resolved. */
  readonly ended$: Observable<Ended>;
  /** The process that this or an earlier session started for this endpoint, if it still runs. */
  recognise(): Promise<ProcessIdentity | undefined>;
  /** Stops a process if it is still the one that we started: gracefully at first, by force after `STOP_PATIENCE_MS`. */
  stop(process: ProcessIdentity): Promise<void>;
  /**
   * How a process of ours ended, as far as known, and the last lines of its log; both empty without a process. Never
   * rejects.
   */
  lastOutput(pid: number | undefined): Promise<Death>;
}

export type StartOptions = {
  /** Whether to keep unfinished downloads: by default Ollama deletes old ones on start (docs/ollama.md §2.3). */
  readonly keepsPartials: boolean;
};

/** How long Ollama may take to exit by itself; it needs about 5 ms (recording `log-sigterm`). */
export const STOP_PATIENCE_MS = 10_000;
