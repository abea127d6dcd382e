import type { Observable } from "rxjs";
import type { Death, ProcessIdentity } from "./service-events.ts";
import type { Ended } from "./sighting.ts";

/** Starts and stops an Ollama of our own on this machine. Rejects with `PortError` only. */
export interface ServiceOwner {
  /** Whether there is an Ollama to start. */
  isInstalled(): Promise<boolean>;
  /** Emits when there may be one where there was none: the person has set which. */
  readonly changed$: Observable<unknown>;
  /**
   * Starts `ollama serve`, which lives on without us; resolves once its process is known, which is before it answers.
   * Rejects with `exited` where it ends before that.
   */
  start(options?: StartOptions): Promise<ProcessIdentity>;
  /** The ends of processes that this owner has started, as they come: perhaps before their start has resolved. */
  readonly ended$: Observable<Ended>;
  /** The process that we, or an earlier session, started for this endpoint and that still runs. */
  recognise(): Promise<ProcessIdentity | undefined>;
  /** Ends a process of ours, if it still is the one we started: asks first, and insists after `STOP_PATIENCE_MS`. */
  stop(process: ProcessIdentity): Promise<void>;
  /**
   * How a process of ours ended, as far as it can be known, and the last lines of its log; of no process, neither.
   * Never rejects.
   */
  lastOutput(pid: number | undefined): Promise<Death>;
}

/** How `ollama serve` is to be started. */
export type StartOptions = {
  /** Whether unfinished downloads are to be there afterwards: an Ollama throws old ones away (docs/ollama.md §2.3). */
  readonly keepsPartials: boolean;
};

/** Milliseconds that Ollama gets to end by itself; it needs about 5 (recording `log-sigterm`). */
export const STOP_PATIENCE_MS = 10_000;
