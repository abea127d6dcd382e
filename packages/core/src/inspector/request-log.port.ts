import type { Observable } from "rxjs";
import type { MadeRequest } from "./made-request.ts";

/** The last requests that this window has made, to whichever host. They are in memory only. */
export interface RequestLog {
  /** The oldest first. */
  recent(): readonly MadeRequest[];
  /** Emits when a request begins, when its answer begins, and when it ends. */
  readonly changed$: Observable<unknown>;
}
