import type { Observable } from "rxjs";
import type { ModelName } from "../models/model-name.ts";
import type { ModelCard } from "./preview.ts";
import type { PullLayer } from "./pull-progress.ts";

/** The registry a model comes from, asked for nothing but that model. Cold, emits once, fails with `PortError`. */
export interface Registry {
  /** What a pull would bring. */
  manifest(model: ModelName, asker: Asker): Observable<Manifest>;
  /** What a model says of itself before it is there (docs/ollama.md §5.1). */
  card(model: ModelName, manifest: Manifest, asker: Asker): Observable<ModelCard>;
}

/** A registry does not give every model to every version of Ollama (docs/ollama.md §2.5, status 412). */
export type Asker = {
  /** That of the Ollama that would pull. */
  readonly version: string;
};

/** What a registry says a model consists of. */
export type Manifest = {
  /** Bare hex sha256 of the manifest, as Ollama's list shows it of an installed model. */
  readonly digest: string;
  /** The layers of a model and its configuration, each once, in the order in which Ollama fetches them. */
  readonly layers: readonly PullLayer[];
  readonly configDigest: string;
  /** The layer that holds the weights; a model in many files has none. */
  readonly modelDigest?: string;
};
