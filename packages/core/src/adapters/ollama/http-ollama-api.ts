import { map, type Observable } from "rxjs";
import type * as v from "valibot";
import type { Answer, AnswerEndpoint } from "../../api-test/api-test.ts";
import { dialUrl, type Endpoint } from "../../hosts/endpoint.ts";
import type { Model } from "../../models/models-events.ts";
import { loadFieldsOf } from "../../models/load-fields.ts";
import type { LoadSettings } from "../../models/load-settings.ts";
import { loadedDigest } from "../../models/loaded-copies.ts";
import type { ModelName } from "../../models/model-name.ts";
import type { RunnerOrder } from "../../models/runners.ts";
import type { HttpRequest, HttpTransport } from "../../ollama/http-transport.port.ts";
import type { OllamaApi } from "../../ollama/ollama-api.port.ts";
import { PortError } from "../../shared/failure.ts";
import { patienceOf } from "../http/patience.ts";
import { createAnsweringServer } from "./answering-server.ts";
import { cleanLine } from "./clean-text.ts";
import { expectDone, expectSuccess, fetchWhole, parseAnswer, type HttpAnswer } from "./http-answer.ts";
import { detailsOfShow, loadedModelsOf, modelsOfTags, recommendationsOf } from "./ollama-answers.ts";
import {
  chatSchema,
  embedSchema,
  generateSchema,
  psSchema,
  recommendationsSchema,
  showSchema,
  tagsSchema,
} from "./ollama-schemas.ts";
import { loadTimeOf } from "./load-time.ts";
import { pullLines } from "./pull-lines.ts";
import { sendBlob } from "./send-blob.ts";
import { streamAnswer } from "./stream-answer.ts";

/** Where Ollama is and how to reach its API. */
type HttpOllamaApiOptions = {
  readonly endpoint: Endpoint;
  /** For a proxy in front of Ollama. They are sent to this endpoint only: redirects are not followed. */
  readonly headers?: Readonly<Record<string, string>>;
  /** For small requests. */
  readonly transport: HttpTransport;
  /** For streams, and for answers that take minutes. */
  readonly longTransport: HttpTransport;
  /** The runners that this Ollama prefers; absent: those of most platforms. */
  readonly runnerOrder?: RunnerOrder;
  /** Milliseconds of silence after which a small request fails. */
  readonly patienceMs?: number;
};

/** A healthy server answers a small request within this time. */
const PATIENCE_MS = 10_000;
/**
 * Loading a big model from a slow disk may take minutes, and converting it first (docs/ollama.md §8.6) more than twenty,
 * without a byte in the answer. To give up would not end either.
 */
const LOAD_PATIENCE_MS = 60 * 60_000;
const RECOMMENDATIONS = "/api/experimental/model-recommendations";
/** A test of a model needs only a short answer. */
const SHORT = { num_predict: 16 };

const requestsTo =
  (endpoint: Endpoint, headers: HttpOllamaApiOptions["headers"]) =>
  (method: HttpRequest["method"], path: string, body: unknown): HttpRequest => ({
    method,
    url: dialUrl(endpoint, path),
    headers: { ...headers, ...(body !== undefined && { "content-type": "application/json" }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });

/** Ollama's API over HTTP. */
export function httpOllamaApi(options: HttpOllamaApiOptions): OllamaApi {
  const { endpoint, headers, transport, longTransport, runnerOrder, patienceMs = PATIENCE_MS } = options;

  const requestOf = requestsTo(endpoint, headers);
  const sendSmall = (method: HttpRequest["method"], path: string, body?: unknown): Observable<HttpAnswer> =>
    fetchWhole(transport, { ...requestOf(method, path, body), ...patienceOf(patienceMs) });
  const sendLong = (path: AnswerEndpoint, body: unknown): Observable<HttpAnswer> =>
    fetchWhole(longTransport, { ...requestOf("POST", path, body), idleMs: LOAD_PATIENCE_MS });

  const list = (): Observable<readonly Model[]> =>
    sendSmall("GET", "/api/tags").pipe(
      parsed(tagsSchema, "GET /api/tags"),
      map((tags) => modelsOfTags(tags, runnerOrder)),
    );

  return {
    version: createAnsweringServer({ send: (path) => sendSmall("GET", path), list }),
    list,
    listLoaded: () =>
      sendSmall("GET", "/api/ps").pipe(
        map((answer) =>
          answer.status === 404 ? [] : loadedModelsOf(parseAnswer(psSchema, "GET /api/ps", answer)),
        ),
      ),
    show: (model, runner) =>
      sendSmall("POST", "/api/show", { model, ...(runner !== undefined && { runner }) }).pipe(
        parsed(showSchema, "POST /api/show"),
        map(detailsOfShow),
      ),
    copy: (source, destination) =>
      sendSmall("POST", "/api/copy", { source, destination }).pipe(succeeded("POST /api/copy")),
    delete: (model) => sendSmall("DELETE", "/api/delete", { model }).pipe(succeeded("DELETE /api/delete")),
    deleteManifest: (digest) =>
      sendSmall("DELETE", "/api/delete", { model: digest }).pipe(succeeded("DELETE /api/delete")),
    unload: (model) =>
      sendSmall("POST", "/api/generate", { model: addressOf(model), keep_alive: 0 }).pipe(
        succeeded("POST /api/generate"),
      ),
    load: (model, by, settings = {}) =>
      sendLong(by, loadBody(model, by, settings)).pipe(succeeded(`POST ${by}`)),
    ask: (model, by, settings = {}) =>
      sendLong(by, askBody(model, by, settings)).pipe(map((answer) => answerOf(by, answer))),
    streamAnswer: (request) =>
      streamAnswer(longTransport, request, {
        ...requestOf("POST", request.endpoint, request.body),
        idleMs: LOAD_PATIENCE_MS,
      }),
    hasBlob: (digest) =>
      sendSmall("HEAD", `/api/blobs/${digest}`).pipe(
        map((answer) => {
          if (answer.status === 404) return false;
          expectSuccess("HEAD /api/blobs", answer);
          return true;
        }),
      ),
    recommendations: () =>
      sendSmall("GET", RECOMMENDATIONS).pipe(
        map((answer) =>
          answer.status === 404
            ? []
            : recommendationsOf(parseAnswer(recommendationsSchema, `GET ${RECOMMENDATIONS}`, answer)),
        ),
      ),
    ...transfersBy(longTransport, requestOf),
  };
}

/** What takes minutes, and tells of its progress. */
const transfersBy = (
  transport: HttpTransport,
  requestOf: ReturnType<typeof requestsTo>,
): Pick<OllamaApi, "sendBlob" | "create" | "pull"> => ({
  sendBlob(digest, source) {
    const request = requestOf("POST", `/api/blobs/${digest}`, undefined);
    const headers = { ...request.headers, "content-type": "application/octet-stream" };
    return sendBlob(transport, { ...request, headers }, source);
  },
  create: (recipe) => pullLines(transport, requestOf("POST", "/api/create", recipe), "POST /api/create"),
  pull: (model, { insecure }) =>
    pullLines(transport, requestOf("POST", "/api/pull", { model, ...(insecure && { insecure }) })),
});

const parsed =
  <Schema extends v.GenericSchema>(schema: Schema, endpoint: string) =>
  (answer$: Observable<HttpAnswer>): Observable<v.InferOutput<Schema>> =>
    answer$.pipe(map((answer) => parseAnswer(schema, endpoint, answer)));

const succeeded =
  (endpoint: string) =>
  (answer$: Observable<HttpAnswer>): Observable<void> =>
    answer$.pipe(map((answer) => expectDone(endpoint, answer)));

/** A model that was loaded by its digest has a name that only the list of loaded models knows (docs/ollama.md §8.3). */
function addressOf(model: ModelName): string {
  const digest = loadedDigest(model);
  return digest === undefined ? model : `sha256:${digest}`;
}

/** Ollama only loads the model if there is no prompt (docs/ollama.md §1.5). */
const loadBody = (model: ModelName, by: AnswerEndpoint, settings: LoadSettings): unknown => ({
  model,
  ...(by === "/api/embed" && { input: [] }),
  ...loadFieldsOf(settings),
});

function askBody(model: ModelName, by: AnswerEndpoint, settings: LoadSettings): unknown {
  const fields = loadFieldsOf(settings);
  const short = { ...fields, stream: false, options: { ...fields.options, ...SHORT } };
  switch (by) {
    case "/api/chat":
      return { model, messages: [{ role: "user", content: "Say hello." }], ...short };
    case "/api/generate":
      return { model, prompt: "Hello", ...short };
    case "/api/embed":
      return { model, input: "Hello", ...fields };
  }
}

function answerOf(by: AnswerEndpoint, answer: HttpAnswer): Answer {
  switch (by) {
    case "/api/chat": {
      const { message, ...rest } = parseAnswer(chatSchema, "POST /api/chat", answer);
      return wordsOf({ text: message.content, thinking: message.thinking, ...rest });
    }
    case "/api/generate": {
      const { response, ...rest } = parseAnswer(generateSchema, "POST /api/generate", answer);
      return wordsOf({ text: response, ...rest });
    }
    case "/api/embed": {
      const { embeddings, load_duration } = parseAnswer(embedSchema, "POST /api/embed", answer);
      return { kind: "numbers", count: embeddings[0]?.length ?? 0, ...loadTimeOf(load_duration) };
    }
  }
}

type Spoken = {
  readonly text: string;
  readonly thinking?: string | null | undefined;
  readonly done: boolean;
  readonly load_duration?: number | undefined;
};

/** A thinking model may not get past its thoughts in such a short answer, so they count as an answer too. */
function wordsOf({ text, thinking, done, load_duration }: Spoken): Answer {
  const words = text || (thinking ?? "");
  if (!done) throw new PortError({ kind: "broke-off", words: cleanLine(words) });
  return { kind: "words", text: words, ...loadTimeOf(load_duration) };
}
