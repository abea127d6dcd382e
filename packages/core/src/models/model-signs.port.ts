import type { Observable } from "rxjs";
import type { ModelSign } from "./log-signs.ts";
import type { FolderHint } from "./folder-hint.ts";

/** Sees what other programs do with the models of an Ollama on this machine, without asking it. */
export interface ModelSigns {
  /**
   * Cold. Emits soon after its models folder has changed; for an Ollama that we started, also after its log mentions a
   * change. Never fails: what cannot be watched is not seen.
   */
  watch(hint: FolderHint): Observable<ModelSign>;
}
