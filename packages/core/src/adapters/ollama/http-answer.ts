import { defer, map, reduce, type Observable } from "rxjs";
import * as v from "valibot";
import { PortError, type AnswerFailure, type ReachFailure } from "../../shared/failure.ts";
import type { HttpPart, HttpTransport, HttpRequest } from "../../ollama/http-transport.port.ts";
import { cleanLine } from "./clean-text.ts";
import { describeIssue } from "../../shared/describe-issue.ts";
import { errorWordsIn, isErrorLine, isOllamasError, isWebPage } from "./error-words.ts";

export type HttpAnswer = {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
};

/** Larger than any answer that we expect. */
const LARGEST_ANSWER_BYTES = 64 * 1024 * 1024;

/** Sends a request and emits the whole answer, unless that is too large. */
export const fetchWhole = (
  transport: HttpTransport,
  request: HttpRequest,
  mostBytes = LARGEST_ANSWER_BYTES,
): Observable<HttpAnswer> =>
  defer(() => {
    const appendPart = partAppender(request, mostBytes);
    return transport.send(request).pipe(
      reduce(appendPart, {
        status: 0,
        headers: new Map<string, string>(),
        chunks: [] as Uint8Array[],
        length: 0,
      }),
      map(({ status, headers, chunks }) => ({
        status,
        headers,
        text: Buffer.concat(chunks).toString("utf8"),
      })),
    );
  });

/** Parses a successful answer by its schema, or throws `PortError`. `endpoint` is for the message: `GET /api/tags`. */
export function parseAnswer<Schema extends v.GenericSchema>(
  schema: Schema,
  endpoint: string,
  answer: HttpAnswer,
): v.InferOutput<Schema> {
  expectSuccess(endpoint, answer);
  return parseJson(schema, endpoint, answer.text);
}

/** Throws `PortError` unless the status is 2xx. */
export function expectSuccess(endpoint: string, { status, text }: HttpAnswer): void {
  if (status >= 200 && status < 300) return;
  throw new PortError(failureOfStatus(endpoint, status, text));
}

/** Throws `PortError` unless what was asked for is done: sign-in pages come with status 200, and so may an error (docs/ollama.md §1.0). */
export function expectDone(endpoint: string, answer: HttpAnswer): void {
  expectSuccess(endpoint, answer);
  const { status, text } = answer;
  if (isWebPage(text)) throw unreadable(endpoint, problemOf(text));
  const last = isErrorLine(text) ? text : (text.trimEnd().split("\n").at(-1) ?? "");
  if (isErrorLine(last)) throw new PortError(failureOfWords(status, errorWordsIn(last)));
}

/** Parses JSON by its schema; throws `PortError` with the problem. */
export function parseJson<Schema extends v.GenericSchema>(
  schema: Schema,
  endpoint: string,
  text: string,
): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, jsonOf(text, endpoint));
  if (parsed.success) return parsed.output;
  throw unreadable(endpoint, cleanLine(describeIssue(parsed.issues)));
}

type PartialAnswer = {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly chunks: Uint8Array[];
  readonly length: number;
};

const partAppender =
  ({ method, url }: HttpRequest, mostBytes: number) =>
  (whole: PartialAnswer, part: HttpPart): PartialAnswer => {
    if (part.kind === "head") return { ...whole, status: part.status, headers: part.headers };
    const length = whole.length + part.bytes.length;
    if (length > mostBytes)
      throw unreadable(`${method} ${new URL(url).pathname}`, `more than ${mostBytes} bytes`);
    whole.chunks.push(part.bytes);
    return { ...whole, length };
  };

/**
 * Ollama reports errors as JSON, but an unknown path as plain text (docs/ollama.md §1.0). Proxies and compatible servers
 * have other forms.
 */
function failureOfStatus(endpoint: string, status: number, text: string): AnswerFailure | ReachFailure {
  if (status >= 300 && status < 400) return { kind: "redirected", status };
  const message = errorWordsIn(text);
  const isOllamas = isOllamasError(text);
  // Ollama never refuses `GET /api/version`, so a proxy in front of it did.
  const isFromProxy = !isOllamas || endpoint === "GET /api/version";
  if ((status === 401 || status === 403 || status === 407) && isFromProxy)
    return { kind: "forbidden", status, ...(message !== undefined && { message }) };
  if (status === 511) return { kind: "unreadable", endpoint, problem: "a sign-in page" };
  if (isGatewayStatus(status) || (!isOllamas && isUnknownToOllama(status)))
    return { kind: "bad-gateway", status };
  const isAboutModel = isOllamas || (message !== undefined && ABOUT_MODEL.test(message));
  if (status === 404 && isAboutModel && !endpoint.startsWith("GET ")) return { kind: "no-such-model" };
  // A runner answers so for a model that gives no embeddings (docs/ollama.md §1.5).
  const isOfRunner = status === 501 && isOllamas && endpoint === "POST /api/embed";
  if (status === 404 || status === 405 || (status === 501 && !isOfRunner))
    return { kind: "not-supported", endpoint };
  if (status === 400 && message !== undefined && /^invalid model name$| is invalid$/.test(message))
    return { kind: "invalid-name" };
  if (status === 503) return { kind: "busy" };
  return failureOfWords(status, message);
}

/** What the words of an error mean, whatever its status. */
export const failureOfWords = (status: number, message = ""): AnswerFailure =>
  conversionFailureOf(message) ?? { kind: "rejected", status, message };

/** Ollama 0.40 converts some older models before it loads them (docs/ollama.md §8.6). */
function conversionFailureOf(message: string): AnswerFailure | undefined {
  if (message.includes("insufficient disk space for local compat migration"))
    return { kind: "conversion-disk-full" };
  return /cannot convert legacy GGUF|GGUF requires conversion|compat migration/.test(message)
    ? { kind: "conversion-failed", detail: message }
    : undefined;
}

/** The words of a compatible server about a model, or a quoted name with its tag, which is not a port. */
const ABOUT_MODEL = /model|['"`][^\s'"`:]+:(?!\d+['"`])[\w.-]+['"`]/i;

/** By these, a gateway says that the server behind it does not answer; 520 to 530 are Cloudflare's. */
const isGatewayStatus = (status: number): boolean =>
  status === 502 || status === 504 || (status >= 520 && status <= 530);

/** Ollama sends 503 in its own form only, and the others never. */
const isUnknownToOllama = (status: number): boolean => status === 408 || status === 503 || status > 504;

function jsonOf(text: string, endpoint: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable(endpoint, problemOf(text));
  }
}

function problemOf(text: string): string {
  if (isWebPage(text)) return "a web page";
  return text.trim() === "" ? "an empty answer" : "not JSON";
}

const unreadable = (endpoint: string, problem: string): PortError =>
  new PortError({ kind: "unreadable", endpoint, problem });
