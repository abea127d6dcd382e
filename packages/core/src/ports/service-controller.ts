import type { Observable } from "rxjs";
import type { Exit } from "../domain/failure.ts";
import type { Death, ProcessIdentity } from "../domain/service.ts";

/** Starts and stops an Ollama of our own on this machine. Rejects with `PortError` only. */
export interface ServiceController {
  /** Whether there is an Ollama to start. */
  isInstalled(): Promise<boolean>;
  /** Cold: subscribing starts `ollama serve`; it lives on when unsubscribed. Completes after `exited`. */
  start(): Observable<Started>;
  /** The process that we, or an earlier session, started for this endpoint and that still runs. */
  recognise(): Promise<ProcessIdentity | undefined>;
  /** Ends a process of ours, if it still is the one we started: asks first, and insists after `STOP_PATIENCE_MS`. */
  stop(process: ProcessIdentity): Promise<void>;
  /** How a process of ours ended, as far as it can be known, and the last lines it wrote. Never rejects. */
  lastWords(process: ProcessIdentity | undefined): Promise<Death>;
}

/** What becomes of a process that was started. */
export type Started =
  | { readonly type: "spawned"; readonly process: ProcessIdentity }
  | { readonly type: "exited"; readonly exit: Exit };

/** Milliseconds that Ollama gets to end by itself; it needs about 5 (recording `log-sigterm`). */
export const STOP_PATIENCE_MS = 10_000;
