import type { Observable } from "rxjs";

/** Sees whether anybody is at home, without asking anything. */
export interface ServiceProbe {
  /**
   * Cold: opens a connection that says nothing, emits once it is open, and completes within milliseconds when the other
   * end dies; Ollama itself never closes one. Unsubscribing closes it. Fails with `PortError` of a
   * `ReachFailure` where it cannot be opened.
   */
  hold(): Observable<"open">;
}
