import { Observable } from "rxjs";
import type * as v from "valibot";
import { isPortError, PortError, toFailure } from "../../shared/failure.ts";
import type { HttpPart, HttpRequest, HttpTransport } from "../../ollama/http-transport.port.ts";
import type { PullLine } from "../../ollama/ollama-api.port.ts";
import { cleanLine } from "./clean-text.ts";
import { expectSuccess, parseJson } from "./http-answer.ts";
import { createLineSplitter } from "../http/ndjson.ts";
import { pullLineSchema } from "./ollama-schemas.ts";
import { createProgressReader } from "./progress-fast-path.ts";
import { toPullFailure } from "./pull-failure.ts";

type Endpoint = "POST /api/pull" | "POST /api/create";

/** No error message is longer. */
const LONGEST_REFUSAL = 100_000;

/**
 * Sends a pull, or a create, and emits its lines. It may fail after status 200: by an error line (docs/ollama.md §1.0) or
 * by ending early.
 */
export const pullLines = (
  transport: HttpTransport,
  request: HttpRequest,
  endpoint: Endpoint = "POST /api/pull",
): Observable<PullLine> =>
  new Observable((subscriber) => {
    const reader = createPullReader(endpoint);
    return transport.send(request).subscribe({
      next: (part) => {
        try {
          reader.read(part, (line) => subscriber.next(line));
        } catch (error) {
          subscriber.error(toUnreadable(error, endpoint));
        }
      },
      error: (error: unknown) => subscriber.error(reader.toPullError(error)),
      complete: () => {
        try {
          reader.end((line) => subscriber.next(line));
          subscriber.complete();
        } catch (error) {
          subscriber.error(toUnreadable(error, endpoint));
        }
      },
    });
  });

/**
 * `read` and `end` throw `PortError` if the pull has failed, after the lines before the failure: the outcome is the same
 * however a proxy puts the lines together.
 */
interface PullReader {
  read(part: HttpPart, emit: (line: PullLine) => void): void;
  end(emit: (line: PullLine) => void): void;
  /** The error to report when the connection fails. */
  toPullError(error: unknown): unknown;
}

function createPullReader(endpoint: Endpoint): PullReader {
  const splitter = createLineSplitter();
  const progress = createProgressReader(lineOf);
  let status = 0;
  let refusal = "";
  let hasBegun = false;
  let hasSucceeded = false;
  let odd: unknown;
  /** Whether the last line was about a layer that is not complete. */
  let isFetching = false;

  /** One odd line does not end a sound pull. If the first line is not even JSON, this is no pull. */
  function parseLine(text: string): v.InferOutput<typeof pullLineSchema> | undefined {
    try {
      const line = parseJson(pullLineSchema, endpoint, text);
      hasBegun = true;
      return line;
    } catch (error) {
      if (!hasBegun && !isCompleteJson(text)) throw error;
      odd = error;
      return undefined;
    }
  }

  function lineOf(text: string): PullLine | undefined {
    const line = parseLine(text);
    if (line === undefined) return undefined;
    if ("error" in line) throw new PortError(toPullFailure(line.error, { isFetching }));
    if (line.kind === "status" && line.status === "success") hasSucceeded = true;
    return line;
  }

  const noting =
    (emit: (line: PullLine) => void) =>
    (line: PullLine): void => {
      if (line.kind === "layer") isFetching = line.doneBytes !== line.totalBytes;
      emit(line);
    };

  return {
    read(part, emit) {
      if (part.kind === "head") {
        status = part.status;
        return;
      }
      const text = splitter.push(part.bytes);
      if (status !== 200) {
        if (refusal.length < LONGEST_REFUSAL) refusal += text;
        return;
      }
      progress.read(text, noting(emit));
    },
    end(emit) {
      const rest = splitter.rest();
      if (status !== 200) expectSuccess(endpoint, { status, headers: new Map(), text: refusal + rest });
      const isCutOff = rest.startsWith("{") && !isCompleteJson(rest);
      if (!isCutOff) progress.read(rest, noting(emit));
      if (!hasBegun && odd !== undefined) throw odd;
      if (!hasSucceeded) throw new PortError({ kind: "cut-off" });
    },
    // A proxy that loses its server may end a response in any way.
    toPullError: (error) =>
      status === 200 && toFailure(error).kind === "not-http" ? new PortError({ kind: "cut-off" }) : error,
  };
}

/** A line that is too long is unreadable. */
const toUnreadable = (error: unknown, endpoint: Endpoint): PortError =>
  isPortError(error)
    ? error
    : new PortError({ kind: "unreadable", endpoint, problem: cleanLine(String(error)) });

/** A last line without a newline may still be complete. */
function isCompleteJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
