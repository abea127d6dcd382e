import { Observable } from "rxjs";
import { PortError, toFailure } from "../../shared/failure.ts";
import type { HttpPart, HttpRequest, HttpTransport } from "../../ollama/http-transport.port.ts";
import type { PullLine } from "../../ollama/ollama-api.port.ts";
import { expectSuccess } from "./http-answer.ts";
import { createLineSplitter } from "../http/ndjson.ts";
import { pullLineSchema } from "./ollama-schemas.ts";
import { createProgressReader } from "./progress-fast-path.ts";
import { toPullFailure } from "./pull-failure.ts";
import { createLineParser, isCutOff, toUnreadable } from "./stream-lines.ts";

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
  const lines = createLineParser(pullLineSchema, endpoint);
  let status = 0;
  let refusal = "";
  let hasSucceeded = false;
  /** Whether the last line was about a layer that is not complete. */
  let isFetching = false;

  function lineOf(text: string): PullLine | undefined {
    const line = lines.parse(text);
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
      if (!isCutOff(rest)) progress.read(rest, noting(emit));
      if (!hasSucceeded) throw lines.earlyEnd();
    },
    // A proxy that loses its server may end a response in any way.
    toPullError: (error) =>
      status === 200 && toFailure(error).kind === "not-http" ? new PortError({ kind: "cut-off" }) : error,
  };
}
