import type { Observable } from "rxjs";
import type { FoundModel, ModelVariant, SearchSource } from "./found-models.ts";

/**
 * One source of models. Sends requests only when subscribed to, and only to its own host; each request is in the log.
 * Cold, emits once, fails with `PortError`.
 */
export interface ModelSearch {
  readonly source: SearchSource;
  /** The host that receives the requests; absent if there are none. */
  readonly host?: string;
  /** The date of the data if it is not current: `2026-11-25`. */
  readonly date?: string;
  /** Models that match a text, best match first; a default selection for an empty text. */
  search(text: string): Observable<readonly FoundModel[]>;
  /** The variants of a model. */
  variants(found: FoundModel): Observable<readonly ModelVariant[]>;
}
