import type { Observable } from "rxjs";
import type { ModelName } from "../domain/names.ts";

/** The registry a model comes from, asked for nothing but that model. */
export interface Registry {
  /** What a pull would bring. Cold, emits once, fails with `PortError`; whoever asks can do without the answer. */
  manifest(model: ModelName): Observable<Manifest>;
}

/** The layers of a model and its configuration, in the order in which Ollama fetches them. */
export type Manifest = { readonly layers: readonly ManifestLayer[] };

export type ManifestLayer = { readonly digest: string; readonly sizeBytes: number };
