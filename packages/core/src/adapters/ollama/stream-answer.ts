import { map, Observable } from "rxjs";
import type * as v from "valibot";
import type { HttpPart, HttpRequest, HttpTransport } from "../../ollama/http-transport.port.ts";
import { PortError, toFailure } from "../../shared/failure.ts";
import type { RunFigures, RunLine } from "../../tries/run-line.ts";
import type { RunRequest } from "../../tries/run-request.ts";
import { createLineSplitter } from "../http/ndjson.ts";
import { cleanText } from "./clean-text.ts";
import { errorWordsIn } from "./error-words.ts";
import { expectSuccess, failureOfWords, fetchWhole, parseAnswer, type HttpAnswer } from "./http-answer.ts";
import { loadTimeOf } from "./load-time.ts";
import { answerLineSchema, embedSchema } from "./ollama-schemas.ts";
import { createLineParser, isCutOff, toUnreadable } from "./stream-lines.ts";

const LONGEST_RAW_LINE = 50_000;
/** No error message is longer. */
const LONGEST_REFUSAL = 100_000;
const FIRST_NUMBERS = 8;

/** Asks a model. A stream may fail after status 200: by an error line (docs/ollama.md §1.0) or by ending early. */
export const streamAnswer = (
  transport: HttpTransport,
  { endpoint }: RunRequest,
  request: HttpRequest,
): Observable<RunLine> =>
  endpoint === "/api/embed"
    ? fetchWhole(transport, request).pipe(map(vectorOf))
    : new Observable((subscriber) => {
        const reader = createAnswerReader(`POST ${endpoint}`, (line) => subscriber.next(line));
        const attempt = (work: () => void): void => {
          try {
            work();
          } catch (error) {
            subscriber.error(toUnreadable(error, `POST ${endpoint}`));
          }
        };
        return transport.send(request).subscribe({
          next: (part) => attempt(() => reader.read(part)),
          error: (error: unknown) => subscriber.error(reader.toAnswerError(error)),
          complete: () => attempt(() => (reader.end(), subscriber.complete())),
        });
      });

/** `read` and `end` throw `PortError` if the answer has failed, after the lines before the failure. */
function createAnswerReader(endpoint: string, emit: (line: RunLine) => void) {
  const splitter = createLineSplitter();
  const lines = createLineParser(answerLineSchema, endpoint);
  let status = 0;
  let refusal = "";
  let isDone = false;

  function readLine(text: string): void {
    if (text.trim() === "" || isDone) return;
    const line = lines.parse(text.trim());
    if (line === undefined) return;
    if ("error" in line) throw new PortError(failureOfWords(status, errorWordsIn(text)));
    const raw = cleanText(text, LONGEST_RAW_LINE);
    const part = { text: line.message?.content ?? line.response ?? "", thought: thoughtIn(line) };
    if (!line.done) return emit({ kind: "part", ...part, raw });
    isDone = true;
    // An answer that is not streamed has its words in its only line.
    if (part.text !== "" || part.thought !== "") emit({ kind: "part", ...part, raw: "" });
    emit({ kind: "end", figures: figuresOf(line), isCut: line.done_reason === "length", raw });
  }

  return {
    read(part: HttpPart): void {
      if (part.kind === "head") {
        status = part.status;
        return;
      }
      const text = splitter.push(part.bytes);
      if (status === 200) text.split("\n").forEach(readLine);
      else if (refusal.length < LONGEST_REFUSAL) refusal += text;
    },
    end(): void {
      const rest = splitter.rest();
      if (status !== 200) expectSuccess(endpoint, { status, headers: new Map(), text: refusal + rest });
      if (!isCutOff(rest)) readLine(rest);
      if (!isDone) throw lines.earlyEnd();
    },
    /** The error to report when the connection fails: after the head, it broke off. */
    toAnswerError: (error: unknown): unknown =>
      status === 200 && isBroken(error) ? new PortError({ kind: "cut-off" }) : error,
  };
}

const isBroken = (error: unknown): boolean => {
  const failure = toFailure(error);
  return failure.kind === "not-http" || (failure.kind === "unreachable" && failure.cause === "reset");
};

type AnswerLine = Exclude<v.InferOutput<typeof answerLineSchema>, { readonly error: string }>;

const thoughtIn = ({ message, thinking }: AnswerLine): string => message?.thinking ?? thinking ?? "";

function figuresOf({ load_duration, prompt_eval_count, eval_count, eval_duration }: AnswerLine): RunFigures {
  return {
    ...loadTimeOf(load_duration),
    ...(prompt_eval_count !== undefined && { promptTokens: prompt_eval_count }),
    ...(eval_count !== undefined && { answerTokens: eval_count }),
    ...(eval_count !== undefined && eval_duration && { tokensPerSecond: eval_count / (eval_duration / 1e9) }),
  };
}

function vectorOf(answer: HttpAnswer): RunLine {
  const { embeddings, load_duration, prompt_eval_count } = parseAnswer(
    embedSchema,
    "POST /api/embed",
    answer,
  );
  const [vector = []] = embeddings;
  return {
    kind: "vector",
    size: vector.length,
    first: vector.slice(0, FIRST_NUMBERS),
    figures: {
      ...loadTimeOf(load_duration),
      ...(prompt_eval_count !== undefined && { promptTokens: prompt_eval_count }),
    },
    raw: cleanText(answer.text, LONGEST_RAW_LINE),
  };
}
