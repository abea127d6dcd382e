import { Observable } from "rxjs";
import { isPortError, PortError, toFailure } from "../../shared/failure.ts";
import type { HttpPart, HttpRequest, HttpTransport } from "../../ollama/http-transport.port.ts";
import type { PullLine } from "../../ollama/ollama-api.port.ts";
import { cleanLine } from "./clean-text.ts";
import { expectSuccess, parseJson } from "./http-answer.ts";
import { createLineSplitter } from "../http/ndjson.ts";
import { pullLineSchema } from "./ollama-schemas.ts";
import { createCounting } from "./progress-fast-path.ts";
import { toPullFailure } from "./pull-failure.ts";

const ENDPOINT = "POST /api/pull";

/** More than this is no reason. */
const LONGEST_REFUSAL = 100_000;

/** Sends a pull and tells its lines. It fails by a line after status 200 (docs/ollama.md §1.0), or by ending early. */
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
      error: (error: unknown) => subscriber.error(reader.broken(error)),
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

/** Both throw `PortError` where the pull has failed. */
interface PullReader {
  read(part: HttpPart): readonly PullLine[];
  end(): readonly PullLine[];
  /** What it means that the connection failed with an error. */
  broken(error: unknown): unknown;
}

function createPullReader(): PullReader {
  const splitter = createLineSplitter();
  const counting = createCounting(lineOf);
  let status = 0;
  let refusal = "";
  let hasSucceeded = false;

  function lineOf(text: string): PullLine {
    const line = parseJson(pullLineSchema, ENDPOINT, text);
    if ("error" in line) throw new PortError(toPullFailure(line.error));
    if (line.status === "success") hasSucceeded = true;
    if (line.digest === undefined) return { kind: "status", status: line.status };
    const { digest, completed, total } = line;
    return { kind: "layer", digest, doneBytes: completed, ...(total !== undefined && { totalBytes: total }) };
  }

  return {
    read(part) {
      if (part.kind === "head") {
        status = part.status;
        return [];
      }
      const text = splitter.push(part.bytes);
      if (status === 200) return counting.read(text);
      if (refusal.length < LONGEST_REFUSAL) refusal += text;
      return [];
    },
    end() {
      const rest = splitter.rest();
      if (status !== 200) expectSuccess(ENDPOINT, { status, headers: new Map(), text: refusal + rest });
      const lines = isWhole(rest) ? counting.read(rest) : [];
      if (!hasSucceeded) throw new PortError({ kind: "cut-off" });
      return lines;
    },
    // A proxy that loses its server ends what it has begun as it likes.
    broken: (error) =>
      status === 200 && toFailure(error).kind === "not-http" ? new PortError({ kind: "cut-off" }) : error,
  };
}

/** What is no text, or has no end, is no answer of Ollama's. */
const toUnreadable = (error: unknown): PortError =>
  isPortError(error)
    ? error
    : new PortError({ kind: "unreadable", endpoint: ENDPOINT, problem: cleanLine(String(error)) });

/** The last line has no end where it was cut off, but may be all there all the same. */
function isWhole(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
