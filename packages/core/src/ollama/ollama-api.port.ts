import type { Observable } from "rxjs";
import type { Answer, AnswerEndpoint } from "../api-test/api-test.ts";
import type { Recommendation } from "../search/found-models.ts";
import type { LoadSettings } from "../models/load-settings.ts";
import type { LoadedModel, Model, ModelDetails } from "../models/models-events.ts";
import type { ModelName } from "../models/model-name.ts";
import type { ModelRecipe } from "../sending/model-recipe.ts";
import type { ByteSource } from "../shared/byte-source.ts";
import type { AnsweringServer } from "../service/other-server.ts";
import type { RunLine } from "../tries/run-line.ts";
import type { RunRequest } from "../tries/run-request.ts";

/**
 * The part of Ollama's HTTP API that we use. Every observable is cold: subscribing sends one request,
 * unsubscribing aborts it; all but `pull`, `create`, `sendBlob` and `streamAnswer` emit once. They fail with `PortError` only. Fields that some Ollama
 * version since 0.6 leaves out are optional (docs/ollama.md §7).
 */
export interface OllamaApi {
  /** `GET /api/version`; fails with `another-server` if one answers that is known, and does not speak Ollama's API. */
  version(): Observable<AnsweringServer>;
  /** `GET /api/tags`: the installed models. */
  list(): Observable<readonly Model[]>;
  /**
   * `GET /api/ps`: the models in memory, without those that are still being loaded (recording `ps-loading`); empty if a
   * compatible server does not tell.
   */
  listLoaded(): Observable<readonly LoadedModel[]>;
  /** `POST /api/show`; `runner` chooses among the local copies (docs/ollama.md §8.3). */
  show(model: ModelName, runner?: string): Observable<ModelDetails>;
  /**
   * Loads a model without a prompt, through the endpoint that fits it. May take minutes. One that is loaded in this way
   * only gets its time anew.
   */
  load(model: ModelName, by: AnswerEndpoint, settings?: LoadSettings): Observable<void>;
  /** Unloads a model; one that is answering finishes its answer first (recording `unload-busy`). */
  unload(model: ModelName): Observable<void>;
  /** `POST /api/copy`: adds another name for the same layers. */
  copy(source: ModelName, destination: ModelName): Observable<void>;
  /** `DELETE /api/delete`; a loaded model stays in memory (recording `delete-loaded`). */
  delete(model: ModelName): Observable<void>;
  /** `DELETE /api/delete` by digest: takes a manifest out of every list that names it; since 0.40 (docs/ollama.md §8.8). */
  deleteManifest(digest: string): Observable<void>;
  /** Sends a short prompt. May take minutes, since the model may have to be loaded first. */
  ask(model: ModelName, by: AnswerEndpoint, settings?: LoadSettings): Observable<Answer>;
  /**
   * Asks a model and emits its answer as it comes; completes after its last line. The first line comes after the load,
   * which may take minutes (docs/ollama.md §1.5).
   */
  streamAnswer(request: RunRequest): Observable<RunLine>;
  /** `HEAD /api/blobs/:digest`: whether a layer is already complete on disk (docs/ollama.md §1.1). */
  hasBlob(digest: string): Observable<boolean>;
  /**
   * `POST /api/blobs/:digest`: adds a layer that belongs to no model yet. Emits how many bytes were taken from the
   * source; a broken upload leaves nothing (docs/ollama.md §1.6).
   */
  sendBlob(digest: string, source: ByteSource): Observable<number>;
  /** `POST /api/create`: makes a model of layers that are there; emits its lines, and completes at `success`. */
  create(recipe: ModelRecipe): Observable<PullLine>;
  /**
   * `GET /api/experimental/model-recommendations`: the models that Ollama recommends; empty before 0.22.1, which has
   * no such endpoint (docs/ollama.md §5.4).
   */
  recommendations(): Observable<readonly Recommendation[]>;
  /** `POST /api/pull`: emits its lines; completes when Ollama reports `success`. */
  pull(model: ModelName, options: { readonly insecure: boolean }): Observable<PullLine>;
}

/** One line of a pull (docs/ollama.md §2.1), or of a create, which names no layers in this form. */
export type PullLine =
  | { readonly kind: "status"; readonly status: string }
  /** `totalBytes` is absent while Ollama does not know it; an absent `completed` is 0. */
  | {
      readonly kind: "layer";
      readonly digest: string;
      readonly doneBytes: number;
      readonly totalBytes?: number;
    };
