import type { Observable } from "rxjs";

/** Detects whether a server is running, without sending requests. */
export interface ServiceProbe {
  /**
   * Cold: opens a connection without sending anything, emits once it is open, and completes within milliseconds when the
   * server dies; Ollama itself never closes such a connection. Unsubscribing closes it. Fails with `PortError` of a
   * `ReachFailure` where it cannot be opened.
   */
  hold(): Observable<"open">;
}
