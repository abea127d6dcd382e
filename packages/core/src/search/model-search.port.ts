import type { Observable } from "rxjs";
import type { FoundModel, ModelVariant, SearchSource } from "./found-models.ts";

/**
 * One place where models are looked for. Asks nobody until it is subscribed to, and then only its own host; each request
 * is in the log. Cold, emits once, fails with `PortError`.
 */
export interface ModelSearch {
  readonly source: SearchSource;
  /** The host that is asked; absent where none is. */
  readonly host?: string;
  /** The date of what is told, where it is not of today: `2026-11-25`. */
  readonly date?: string;
  /** Models that have to do with a text, most fitting first; all that are worth showing where the text is empty. */
  search(text: string): Observable<readonly FoundModel[]>;
  /** In which variants one of them can be had. */
  variants(found: FoundModel): Observable<readonly ModelVariant[]>;
}
