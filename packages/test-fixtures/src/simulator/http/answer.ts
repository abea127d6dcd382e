import type { ServerResponse } from "node:http";
import type { Json } from "../../json.ts";
import type { Fault } from "./faults.ts";

/** Ollama sends the first from its web framework, the second from its own streams and its OpenAI routes. */
export type JsonMark = "application/json; charset=utf-8" | "application/json";

/** The response of a route. Ignores calls after the end, or after the client has disconnected. */
export interface Answer {
  /** Aborted when the client has disconnected. */
  readonly signal: AbortSignal;
  json(status: number, body: Json, mark?: JsonMark): void;
  /** JSON in chunks, such as an error before the first line of a stream. */
  jsonInChunks(status: number, body: Json): void;
  text(status: number, body: string, headers: HeaderTable): void;
  /** Without a body and a content type. */
  empty(status: number, headers?: HeaderTable): void;
  /** One line of a stream. The first line starts the response. */
  line(body: Json): void;
  end(): void;
}

type Sent = {
  readonly status: number;
  readonly body: string;
  readonly headers: HeaderTable;
  readonly isChunked?: boolean;
};

type HeaderTable = Readonly<Record<string, string>>;

/** Go sends a longer body in chunks, without its length. */
const GO_BUFFER_BYTES = 2048;

export function createAnswer(
  response: ServerResponse,
  signal: AbortSignal,
  fault: Fault | undefined,
): Answer {
  const isOver = (): boolean => isCut || signal.aborted || response.writableEnded || response.destroyed;
  const limit = fault?.kind === "cut" || fault?.kind === "error-line" ? fault : undefined;
  let linesSent = 0;
  let isCut = false;

  const cut = (text: string): void => {
    isCut = true;
    response.write(text.slice(0, Math.ceil(text.length / 2)), () => response.destroy());
  };

  const send = ({ status, body, headers, isChunked = false }: Sent): void => {
    if (isOver()) return;
    const bytes = Buffer.byteLength(body);
    const isLong = isChunked || bytes > GO_BUFFER_BYTES;
    response.writeHead(status, isLong ? headers : { ...headers, "content-length": String(bytes) });
    if (limit?.kind === "cut" && body !== "") return cut(body);
    if (!isLong) return void response.end(body);
    response.write(body);
    response.end();
  };

  return {
    signal,
    json: (status, body, mark = "application/json; charset=utf-8") =>
      send({ status, body: JSON.stringify(body), headers: { "content-type": mark } }),
    jsonInChunks: (status, body) =>
      send({
        status,
        body: JSON.stringify(body),
        headers: { "content-type": "application/json" },
        isChunked: true,
      }),
    text: (status, body, headers) => send({ status, body, headers }),
    empty(status, headers = {}) {
      if (!isOver()) response.writeHead(status, headers).end();
    },
    line(body) {
      if (isOver()) return;
      if (linesSent === 0) response.writeHead(200, { "content-type": "application/x-ndjson" });
      const text = `${JSON.stringify(body)}\n`;
      linesSent += 1;
      if (limit === undefined || linesSent <= (limit.afterLines ?? 1)) return void response.write(text);
      if (limit.kind === "cut") return cut(text);
      response.end(`${JSON.stringify({ error: limit.error ?? RUNNER_DIED })}\n`);
    },
    end() {
      if (!isOver()) response.end();
    },
  };
}

const RUNNER_DIED = "an error was encountered while running the model: unexpected EOF";
