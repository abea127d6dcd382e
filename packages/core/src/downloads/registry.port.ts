import type { Observable } from "rxjs";
import type { ModelName } from "../models/model-name.ts";
import type { ModelCard } from "./preview.ts";
import type { PullLayer } from "./pull-progress.ts";

/**
 * The registry that a model comes from; it is only asked about that model, and never about converted weights, which have
 * no registry (docs/ollama.md §8.4). Cold, emits once, fails with `PortError`.
 */
export interface Registry {
  /**
   * What a pull would fetch: of several for different runners, the one that the asker prefers, or the one for `runner` if
   * there is one (docs/ollama.md §8.5).
   */
  manifest(model: ModelName, asker: Asker, runner?: string): Observable<Manifest>;
  /** The bare hex sha256 of each manifest that the registry has under this name: one for each runner, or only one. */
  digests(model: ModelName, asker: Asker): Observable<readonly string[]>;
  /** What a model says about itself before it is installed (docs/ollama.md §5.1). */
  card(model: ModelName, manifest: Manifest, asker: Asker): Observable<ModelCard>;
}

/** A registry does not give every model to every version of Ollama (docs/ollama.md §2.5, status 412). */
export type Asker = {
  /** Version of the Ollama that would pull. */
  readonly version: string;
};

/** The contents of a model, as its registry lists them. */
export type Manifest = {
  /** Bare hex sha256 of the manifest, as in Ollama's list of installed models. */
  readonly digest: string;
  /** The layers of a model and its configuration, each once, in the order that Ollama fetches them. */
  readonly layers: readonly PullLayer[];
  /** Absent if the manifest has no configuration. */
  readonly configDigest?: string;
  /** The runner that it is for, if the registry tells it. */
  readonly runner?: string;
  /** The layer that holds the weights; absent if they are split into several files. */
  readonly modelDigest?: string;
};
