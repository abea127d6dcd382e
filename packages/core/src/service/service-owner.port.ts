import type { Observable } from "rxjs";
import type { FoundProgram } from "./program.ts";
import type { Death, ProcessIdentity } from "./service-events.ts";
import type { Ended } from "./sighting.ts";

/** Starts and stops our own Ollama process on this machine. Rejects with `PortError` only. */
export interface ServiceOwner {
  /** The program that `start` would start, or why there is none. */
  findProgram(): Promise<FoundProgram>;
  /** Emits when the setting for the executable has changed, so that `findProgram` may find another one. */
  readonly changed$: Observable<unknown>;
  /**
   * Starts `ollama serve`, which keeps running without us; resolves once its process is known, which is before it
   * answers. Rejects with `exited` if it ends before that; then its end was reported by `ended$`.
   */
  start(options?: StartOptions): Promise<ProcessIdentity>;
  /** Emits when a process that this owner started has ended, which may be before its `start` has resolved. */
  readonly ended$: Observable<Ended>;
  /** The process that this or an earlier session started for this endpoint, if it still runs. */
  recognise(): Promise<ProcessIdentity | undefined>;
  /** Stops a process if it is still the one that we started: gracefully at first, by force after `STOP_PATIENCE_MS`. */
  stop(process: ProcessIdentity): Promise<void>;
  /**
   * The address that our running process listens on by its log, if that has another port than the endpoint: a snap, for
   * example, ignores the `OLLAMA_HOST` that it is given. Never rejects.
   */
  listensElsewhere(): Promise<string | undefined>;
  /**
   * The models that our running process is converting, by its log (docs/ollama.md §8.6); empty without such a process.
   * Never rejects.
   */
  conversions(): Promise<readonly string[]>;
  /**
   * How a process of ours ended, as far as known, and the lines of its log that say why; both empty without a process.
   * Never rejects.
   */
  lastOutput(pid: number | undefined): Promise<Death>;
}

export type StartOptions = {
  /** Whether to keep unfinished downloads: by default Ollama deletes old ones on start (docs/ollama.md §2.3). */
  readonly keepsPartials: boolean;
};

/** How long Ollama may take to exit by itself; it needs about 5 ms (recording `log-sigterm`). */
export const STOP_PATIENCE_MS = 10_000;
