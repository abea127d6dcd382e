import { mergeAll, mergeMap, type Observable, scan, switchMap, takeUntil, tap } from "rxjs";
import type { Answer, AnswerEndpoint } from "../api-test/api-test.ts";
import { PortError } from "../shared/failure.ts";
import type { Recommendation } from "../search/found-models.ts";
import { loadedDigest, sumsOfNames } from "../models/loaded-copies.ts";
import type { KeepTime, LoadSettings } from "../models/load-settings.ts";
import type { LoadedModel, Model, ModelDetails } from "../models/models-events.ts";
import { isSameModel, type ModelName, parseModelName } from "../models/model-name.ts";
import type { OllamaApi, PullLine } from "../ollama/ollama-api.port.ts";
import type { ModelRecipe } from "../sending/model-recipe.ts";
import type { ByteSource } from "../shared/byte-source.ts";
import type { RunLine } from "../tries/run-line.ts";
import type { RunRequest } from "../tries/run-request.ts";
import type { AnsweringServer, OtherServer } from "../service/other-server.ts";
import type { ServiceProbe } from "../service/probe.port.ts";
import { fakeDetails } from "./fake-models.ts";
import { FakeServer, newStreaming, type Streaming } from "./fake-server.ts";

const KEPT_MS: Readonly<Record<KeepTime, number>> = {
  "5m": 300_000,
  "30m": 1_800_000,
  "1h": 3_600_000,
  "8h": 28_800_000,
  forever: 9e15,
};

/** An Ollama whose models and answers a test controls. */
export class FakeOllama extends FakeServer implements OllamaApi, ServiceProbe {
  versionText = "0.33.0";
  /** What it is, if it only speaks Ollama's API. */
  server: OtherServer | undefined;
  models: readonly Model[] = [];
  /** A model may be loaded in several copies; each request to unload it ends the first one. */
  loaded: readonly LoadedModel[] = [];
  /** How models were loaded, and asked in tests. */
  readonly loads: { readonly model: ModelName; readonly settings: LoadSettings }[] = [];
  /** The manifests that were deleted by digest. */
  readonly deletedManifests: string[] = [];
  details: ReadonlyMap<string, ModelDetails> = new Map();
  /** The details of copies for other runners, by runner. */
  originals: ReadonlyMap<string, ModelDetails> = new Map();
  recommended: readonly Recommendation[] = [];
  /** The digests of existing layers. */
  blobs: ReadonlySet<string> = new Set();
  /** What models were created of. */
  readonly recipes: ModelRecipe[] = [];
  /** The digest of a created model's manifest, and its layers besides the files. */
  createdDigest = "created";
  createdLayers: readonly string[] = [];
  readonly pulls: ({ readonly model: ModelName } & Streaming<PullLine>)[] = [];
  /** The lines of every answer. */
  answersWith: ((request: RunRequest) => readonly RunLine[]) | undefined;
  readonly answers: ({ readonly request: RunRequest } & Streaming<RunLine>)[] = [];
  readonly #now: () => number;

  constructor(now = () => 0) {
    super();
    this.#now = now;
  }

  version(): Observable<AnsweringServer> {
    const { versionText: version, server } = this;
    return this.answer("GET /api/version", () => ({ version, ...(server && { server }) }));
  }
  list(): Observable<readonly Model[]> {
    return this.answer("GET /api/tags", () => this.models);
  }
  listLoaded(): Observable<readonly LoadedModel[]> {
    return this.answer("GET /api/ps", () => sumsOfNames(this.loaded));
  }
  show(model: ModelName, runner?: string): Observable<ModelDetails> {
    return this.answer("POST /api/show", () => {
      const found = this.#find(model);
      const original = runner === undefined ? undefined : this.originals.get(runner);
      if (original) return original;
      return this.details.get(found.digest) ?? fakeDetails();
    });
  }
  load(model: ModelName, by: AnswerEndpoint, settings: LoadSettings = {}): Observable<void> {
    return this.answer(`POST ${by}`, () => {
      const { name, sizeBytes } = this.#find(model);
      const { context, keep = "5m" } = settings;
      const others = this.loaded.filter((one) => one.name !== name || one.digest !== undefined);
      const contextLength = context ?? this.loaded.find((one) => one.name === name)?.contextLength;
      this.loads.push({ model, settings });
      this.loaded = [
        ...others,
        {
          name,
          sizeBytes,
          vramBytes: sizeBytes,
          expiresAtMs: this.#now() + KEPT_MS[keep],
          ...(contextLength !== undefined && { contextLength }),
        },
      ];
    });
  }
  unload(model: ModelName): Observable<void> {
    return this.answer("POST /api/generate", () => {
      if (loadedDigest(model) === undefined) this.#find(model);
      const ended = this.loaded.findIndex(({ name }) => isSameModel(name, model));
      this.loaded = this.loaded.filter((_, index) => index !== ended);
    });
  }
  copy(source: ModelName, destination: ModelName): Observable<void> {
    return this.answer("POST /api/copy", () => {
      this.models = [{ ...this.#find(source), name: destination }, ...this.models];
    });
  }
  delete(model: ModelName): Observable<void> {
    return this.answer("DELETE /api/delete", () => {
      this.#find(model);
      this.models = this.models.filter(({ name }) => !isSameModel(name, model));
    });
  }
  deleteManifest(digest: string): Observable<void> {
    return this.answer("DELETE /api/delete", () => void this.deletedManifests.push(digest));
  }
  ask(model: ModelName, by: AnswerEndpoint, settings: LoadSettings = {}): Observable<Answer> {
    return this.answer(`POST ${by}`, (): Answer => {
      this.#find(model);
      this.loads.push({ model, settings });
      return by === "/api/embed" ? { kind: "numbers", count: 64 } : { kind: "words", text: "Hello." };
    });
  }
  hasBlob(digest: string): Observable<boolean> {
    return this.answer("HEAD /api/blobs", () => this.blobs.has(digest));
  }
  recommendations(): Observable<readonly Recommendation[]> {
    return this.answer("GET /api/experimental/model-recommendations", () => this.recommended);
  }
  /** A test emits its lines by `pulls`; it fails when Ollama dies. */
  pull(model: ModelName): Observable<PullLine> {
    return this.stream("POST /api/pull", () => {
      const pull = { model, ...newStreaming<PullLine>() };
      this.pulls.push(pull);
      return pull;
    });
  }
  /** A test emits its lines by `answers`, unless it has set `answersWith`; it fails when Ollama dies. */
  streamAnswer(request: RunRequest): Observable<RunLine> {
    const { answersWith } = this;
    if (answersWith)
      return this.answer(`POST ${request.endpoint}`, () => {
        const model = parseModelName(request.body.model);
        if (model) this.#find(model);
        return answersWith(request);
      }).pipe(mergeAll());
    return this.stream(`POST ${request.endpoint}`, () => {
      const answer = { request, ...newStreaming<RunLine>() };
      this.answers.push(answer);
      return answer;
    });
  }

  /** Takes the bytes as they come; a test holds it by a source that does not go on. */
  sendBlob(digest: string, source: ByteSource): Observable<number> {
    return this.answer(`POST /api/blobs`, () => source).pipe(
      switchMap(({ bytes }) => bytes()),
      scan((taken, { length }) => taken + length, 0),
      takeUntil(this.dropped$.pipe(tap(() => throwReset()))),
      tap({ complete: () => (this.blobs = new Set([...this.blobs, digest])) }),
    );
  }
  /** The model has the layers of the recipe, as `createdLayers` says. */
  create(recipe: ModelRecipe): Observable<PullLine> {
    return this.answer("POST /api/create", () => {
      this.recipes.push(recipe);
      this.models = [
        {
          name: recipe.model,
          digest: this.createdDigest,
          sizeBytes: 1,
          modifiedAtMs: 0,
          format: "gguf",
          family: "llama",
          parameterSize: "3.2B",
          quantization: "Q4_K_M",
        },
        ...this.models,
      ];
    }).pipe(
      mergeMap(() => [
        ...[...Object.values(recipe.files), ...this.createdLayers].map((digest): PullLine => ({
          kind: "status",
          status: `using existing layer ${digest}`,
        })),
        { kind: "status", status: "success" } as const,
      ]),
    );
  }

  #find(name: ModelName): Model {
    const model = this.models.find((one) => isSameModel(one.name, name));
    if (!model) throw new PortError({ kind: "no-such-model" });
    return model;
  }
}

function throwReset(): never {
  throw new PortError({ kind: "unreachable", cause: "reset" });
}
