import type { Observable } from "rxjs";
import type { FoundProgram } from "./program.ts";
import type { Owner } from "./owner.ts";
import type { Death } from "./service-events.ts";
import type { Ended } from "./sighting.ts";

/**
 * Starts and stops the Ollama of one endpoint in the way in which it is installed. `last` is who ran it last, as far as
 * that is known. Rejects with `PortError` only.
 */
export interface ServiceOwner {
  /** What `start` would start, or why there is nothing. Starts no program to find that out. */
  findProgram(last: Owner): Promise<FoundProgram>;
  /** Emits when the setting for the executable has changed, so that `findProgram` may find another one. */
  readonly changed$: Observable<unknown>;
  /**
   * Starts the service, which keeps running without us; resolves once it is known who runs it, which is before it
   * answers. Rejects with `exited` if our own process ends before that; then its end was reported by `ended$`.
   */
  start(last: Owner, options?: StartOptions): Promise<Owner>;
  /** Emits when a process that this owner started has ended, which may be before its `start` has resolved. */
  readonly ended$: Observable<Ended>;
  /**
   * Who runs the service that answers now, as far as that is known at once: starts no program. `looking` if it has to be
   * found out by `detect`.
   */
  recognise(last: Owner): Promise<Owner>;
  /** Finds out who runs the service that answers now, by the tools of this machine where needed. */
  detect(): Promise<Owner>;
  /** The owners of this machine that a person may choose for this endpoint, by the tools of this machine. Never rejects. */
  candidates(): Promise<readonly Owner[]>;
  /**
   * Stops the service in its owner's way; resolves once it has ended. A process is ended only if it is still the same
   * one: gracefully at first, and a process of ours by force after `STOP_PATIENCE_MS`.
   */
  stop(owner: Owner): Promise<void>;
  /**
   * The address that our running process listens on by its log, if the endpoint does not lead there: a snap, for
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
