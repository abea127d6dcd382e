import {
  concat,
  defer,
  finalize,
  map,
  mergeAll,
  mergeMap,
  NEVER,
  Observable,
  of,
  scan,
  Subject,
  switchMap,
  take,
  takeUntil,
  tap,
  throwError,
} from "rxjs";
import type { Answer, AnswerEndpoint } from "../api-test/api-test.ts";
import { PortError, type Failure } from "../shared/failure.ts";
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

/** A response that a test streams. */
type Streaming<Line> = {
  readonly lines$: Subject<Line>;
  isOpen: boolean;
  /** Whether the client has closed it. */
  isAborted: boolean;
};

const newStreaming = <Line>(): Streaming<Line> => ({
  lines$: new Subject<Line>(),
  isOpen: true,
  isAborted: false,
});

const KEPT_MS: Readonly<Record<KeepTime, number>> = {
  "5m": 300_000,
  "30m": 1_800_000,
  "1h": 3_600_000,
  "8h": 28_800_000,
  forever: 9e15,
};

/** An Ollama whose port, models and answers a test controls. */
export class FakeOllama implements OllamaApi, ServiceProbe {
  /** Whether the port is open. */
  isListening = false;
  /** The failure of every request; `undefined`: it answers, `"hang"`: it never answers. */
  failure: Failure | "hang" | undefined;
  /** Failures by request, such as `GET /api/tags`. */
  readonly failures = new Map<string, Failure>();
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
  readonly requests: string[] = [];
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
  /** Whether the port accepts a connection and closes it at once, as a tunnel without a remote end does. */
  closesAtOnce = false;
  /** Called for each attempt to connect. */
  onConnect: () => void = () => {};
  /** The number of open connections. */
  held = 0;
  readonly #dropped$ = new Subject<void>();
  readonly #released$ = new Subject<void>();
  readonly #now: () => number;

  constructor(now = () => 0) {
    this.#now = now;
  }

  appear(): void {
    this.isListening = true;
  }

  /** Closes the port and every connection. */
  die(): void {
    this.isListening = false;
    this.#dropped$.next();
  }

  /** Closes every connection; the port stays open. */
  dropConnections(): void {
    this.#dropped$.next();
  }

  /** Answers all hanging requests. */
  release(): void {
    this.failure = undefined;
    this.#released$.next();
  }

  hold(): Observable<"open"> {
    return defer(() => {
      this.onConnect();
      if (!this.isListening)
        return throwError(() => new PortError({ kind: "unreachable", cause: "refused" }));
      if (this.closesAtOnce) return of("open" as const);
      this.held += 1;
      return concat(of("open" as const), NEVER).pipe(
        takeUntil(this.#dropped$),
        finalize(() => (this.held -= 1)),
      );
    });
  }

  version(): Observable<AnsweringServer> {
    const { versionText: version, server } = this;
    return this.#answer("GET /api/version", () => ({ version, ...(server && { server }) }));
  }
  list(): Observable<readonly Model[]> {
    return this.#answer("GET /api/tags", () => this.models);
  }
  listLoaded(): Observable<readonly LoadedModel[]> {
    return this.#answer("GET /api/ps", () => sumsOfNames(this.loaded));
  }
  show(model: ModelName, runner?: string): Observable<ModelDetails> {
    return this.#answer("POST /api/show", () => {
      const found = this.#find(model);
      const original = runner === undefined ? undefined : this.originals.get(runner);
      if (original) return original;
      return this.details.get(found.digest) ?? fakeDetails();
    });
  }
  load(model: ModelName, by: AnswerEndpoint, settings: LoadSettings = {}): Observable<void> {
    return this.#answer(`POST ${by}`, () => {
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
    return this.#answer("POST /api/generate", () => {
      if (loadedDigest(model) === undefined) this.#find(model);
      const ended = this.loaded.findIndex(({ name }) => isSameModel(name, model));
      this.loaded = this.loaded.filter((_, index) => index !== ended);
    });
  }
  copy(source: ModelName, destination: ModelName): Observable<void> {
    return this.#answer("POST /api/copy", () => {
      this.models = [{ ...this.#find(source), name: destination }, ...this.models];
    });
  }
  delete(model: ModelName): Observable<void> {
    return this.#answer("DELETE /api/delete", () => {
      this.#find(model);
      this.models = this.models.filter(({ name }) => !isSameModel(name, model));
    });
  }
  deleteManifest(digest: string): Observable<void> {
    return this.#answer("DELETE /api/delete", () => void this.deletedManifests.push(digest));
  }
  ask(model: ModelName, by: AnswerEndpoint, settings: LoadSettings = {}): Observable<Answer> {
    return this.#answer(`POST ${by}`, (): Answer => {
      this.#find(model);
      this.loads.push({ model, settings });
      return by === "/api/embed" ? { kind: "numbers", count: 64 } : { kind: "words", text: "Hello." };
    });
  }
  hasBlob(digest: string): Observable<boolean> {
    return this.#answer("HEAD /api/blobs", () => this.blobs.has(digest));
  }
  recommendations(): Observable<readonly Recommendation[]> {
    return this.#answer("GET /api/experimental/model-recommendations", () => this.recommended);
  }
  /** A test emits its lines by `pulls`; it fails when Ollama dies. */
  pull(model: ModelName): Observable<PullLine> {
    return this.#stream("POST /api/pull", () => {
      const pull = { model, ...newStreaming<PullLine>() };
      this.pulls.push(pull);
      return pull;
    });
  }
  /** A test emits its lines by `answers`, unless it has set `answersWith`; it fails when Ollama dies. */
  streamAnswer(request: RunRequest): Observable<RunLine> {
    const { answersWith } = this;
    if (answersWith)
      return this.#answer(`POST ${request.endpoint}`, () => {
        const model = parseModelName(request.body.model);
        if (model) this.#find(model);
        return answersWith(request);
      }).pipe(mergeAll());
    return this.#stream(`POST ${request.endpoint}`, () => {
      const answer = { request, ...newStreaming<RunLine>() };
      this.answers.push(answer);
      return answer;
    });
  }

  #stream<Line>(request: string, open: () => Streaming<Line>): Observable<Line> {
    return new Observable<Line>((subscriber) => {
      this.requests.push(request);
      const stream = open();
      const ended = (): void => {
        stream.isOpen = false;
      };
      if (!this.isListening) {
        ended();
        subscriber.error(new PortError({ kind: "unreachable", cause: "refused" }));
        return;
      }
      subscriber.add(() => {
        stream.isAborted = stream.isOpen;
        ended();
      });
      subscriber.add(
        this.#dropped$.subscribe(() => {
          ended();
          subscriber.error(new PortError({ kind: "cut-off" }));
        }),
      );
      subscriber.add(stream.lines$.pipe(tap({ complete: ended, error: ended })).subscribe(subscriber));
    });
  }

  /** Takes the bytes as they come; a test holds it by a source that does not go on. */
  sendBlob(digest: string, source: ByteSource): Observable<number> {
    return this.#answer(`POST /api/blobs`, () => source).pipe(
      switchMap(({ bytes }) => bytes()),
      scan((taken, { length }) => taken + length, 0),
      takeUntil(this.#dropped$.pipe(tap(() => throwReset()))),
      tap({ complete: () => (this.blobs = new Set([...this.blobs, digest])) }),
    );
  }
  /** The model has the layers of the recipe, as `createdLayers` says. */
  create(recipe: ModelRecipe): Observable<PullLine> {
    return this.#answer("POST /api/create", () => {
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

  #answer<Value>(request: string, answer: () => Value): Observable<Value> {
    return defer(() => {
      this.requests.push(request);
      const failure = this.failures.get(request) ?? this.failure;
      if (!this.isListening)
        return throwError(() => new PortError({ kind: "unreachable", cause: "refused" }));
      if (failure === "hang") return this.#released$.pipe(takeUntil(this.#dropped$), map(answer), take(1));
      return failure ? throwError(() => new PortError(failure)) : of(answer());
    });
  }
}

function throwReset(): never {
  throw new PortError({ kind: "unreachable", cause: "reset" });
}

/** Details of a chat model. */
export const fakeDetails = (overrides: Partial<ModelDetails> = {}): ModelDetails => ({
  capabilities: ["completion"],
  license: "",
  system: "",
  template: "{{ range .Messages }}{{ .Content }}{{ end }}",
  parameters: "",
  modelfile: "",
  ...overrides,
});
