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

const ENDPOINT = "POST /api/pull";

/** No error message is longer. */
const LONGEST_REFUSAL = 100_000;

/**
 * Sends a pull and emits its lines. A pull may fail after status 200: by an error line (docs/ollama.md §1.0) or by
 * ending early.
 */
export const pullLines = (transport: HttpTransport, request: HttpRequest): Observable<PullLine> =>
  new Observable((subscriber) => {
    const reader = createPullReader();
    return transport.send(request).subscribe({
      next: (part) => {
        try {
          for (const line of reader.read(part)) subscriber.next(line);
        } catch (error) {
          subscriber.error(toUnreadable(error));
        }
      },
      error: (error: unknown) => subscriber.error(reader.toPullError(error)),
      complete: () => {
        try {
          for (const line of reader.end()) subscriber.next(line);
          subscriber.complete();
        } catch (error) {
          subscriber.error(toUnreadable(error));
        }
      },
    });
  });

/** `read` and `end` throw `PortError` if the pull has failed. */
interface PullReader {
  read(part: HttpPart): readonly PullLine[];
  end(): readonly PullLine[];
  /** The error to report when the connection fails. */
  toPullError(error: unknown): unknown;
}

function createPullReader(): PullReader {
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
      const line = parseJson(pullLineSchema, ENDPOINT, text);
      hasBegun = true;
      return line;
    } catch (error) {
      if (!hasBegun && !isCompleteJson(text)) throw error;
      odd = error;
      return undefined;
    }
  }

  function note(line: PullLine | undefined): void {
    if (line?.kind === "layer") isFetching = line.doneBytes !== line.totalBytes;
  }

  function lineOf(text: string): PullLine | undefined {
    const line = parseLine(text);
    if (line === undefined) return undefined;
    if ("error" in line) throw new PortError(toPullFailure(line.error, { isFetching }));
    if (line.kind === "status" && line.status === "success") hasSucceeded = true;
    note(line);
    return line;
  }

  return {
    read(part) {
      if (part.kind === "head") {
        status = part.status;
        return [];
      }
      const text = splitter.push(part.bytes);
      if (status !== 200) {
        if (refusal.length < LONGEST_REFUSAL) refusal += text;
        return [];
      }
      const lines = progress.read(text);
      note(lines.at(-1));
      return lines;
    },
    end() {
      const rest = splitter.rest();
      if (status !== 200) expectSuccess(ENDPOINT, { status, headers: new Map(), text: refusal + rest });
      const isCutOff = rest.startsWith("{") && !isCompleteJson(rest);
      const lines = isCutOff ? [] : progress.read(rest);
      if (!hasBegun && odd !== undefined) throw odd;
      if (!hasSucceeded) throw new PortError({ kind: "cut-off" });
      return lines;
    },
    // A proxy that loses its server may end a response in any way.
    toPullError: (error) =>
      status === 200 && toFailure(error).kind === "not-http" ? new PortError({ kind: "cut-off" }) : error,
  };
}

/** Invalid UTF-8 and lines that are too long are unreadable. */
const toUnreadable = (error: unknown): PortError =>
  isPortError(error)
    ? error
    : new PortError({ kind: "unreadable", endpoint: ENDPOINT, problem: cleanLine(String(error)) });

/** A last line without a newline may still be complete. */
function isCompleteJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
