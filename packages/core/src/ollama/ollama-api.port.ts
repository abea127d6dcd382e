import type { Observable } from "rxjs";
import type { Answer, AnswerEndpoint } from "../api-test/api-test.ts";
import type { Recommendation } from "../search/found-models.ts";
import type { LoadedModel, Model, ModelDetails } from "../models/models-events.ts";
import type { ModelName } from "../models/model-name.ts";

/**
 * Ollama's HTTP API, as far as the product uses it. Every observable is cold: subscribing sends one request,
 * unsubscribing aborts it; all but `pull` emit once. They fail with `PortError` only. What an Ollama since 0.6 may leave
 * out is optional in the answers (docs/ollama.md §7).
 */
export interface OllamaApi {
  /** `GET /api/version`. */
  version(): Observable<string>;
  /** `GET /api/tags`: what is installed. */
  list(): Observable<readonly Model[]>;
  /** `GET /api/ps`: what is in memory. A model that is still being loaded is not (recording `ps-loading`). */
  listLoaded(): Observable<readonly LoadedModel[]>;
  /** `POST /api/show`. */
  show(model: ModelName): Observable<ModelDetails>;
  /** Loads a model without asking it anything, by the endpoint that fits it. May take minutes. */
  load(model: ModelName, by: AnswerEndpoint): Observable<void>;
  /** Frees a model's memory; one that is answering goes on until it is done (recording `unload-busy`). */
  unload(model: ModelName): Observable<void>;
  /** `POST /api/copy`: another name for the same layers. */
  copy(source: ModelName, destination: ModelName): Observable<void>;
  /** `DELETE /api/delete`; a loaded model stays in memory (recording `delete-loaded`). */
  delete(model: ModelName): Observable<void>;
  /** One short real answer. May take minutes, since the model may have to be loaded first. */
  ask(model: ModelName, by: AnswerEndpoint): Observable<Answer>;
  /** `HEAD /api/blobs/:digest`: whether a layer is there already, as a whole (docs/ollama.md §1.1). */
  hasBlob(digest: string): Observable<boolean>;
  /**
   * `GET /api/experimental/model-recommendations`: what Ollama recommends; nothing before 0.22.1, which does not know of
   * it (docs/ollama.md §5.4).
   */
  recommendations(): Observable<readonly Recommendation[]>;
  /** `POST /api/pull`: its lines; completes when Ollama says `success`. */
  pull(model: ModelName, options: { readonly insecure: boolean }): Observable<PullLine>;
}

/** One line of a pull (docs/ollama.md §2.1). */
export type PullLine =
  | { readonly kind: "status"; readonly status: string }
  /** `totalBytes` is absent while Ollama does not know it; an absent `completed` is 0. */
  | {
      readonly kind: "layer";
      readonly digest: string;
      readonly doneBytes: number;
      readonly totalBytes?: number;
    };
