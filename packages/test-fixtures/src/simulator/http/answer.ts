import type { ServerResponse } from "node:http";
import type { Json } from "../../json.ts";
import type { Fault } from "./faults.ts";

/** The two ways Ollama marks JSON: through its framework, and by its own streams and OpenAI layer. */
export type JsonMark = "application/json; charset=utf-8" | "application/json";

/** What a route answers with; once it is over, or the client has gone, nothing more is sent. */
export interface Answer {
  /** Given when the client has hung up. */
  readonly gone: AbortSignal;
  json(status: number, body: Json, mark?: JsonMark): void;
  /** JSON of unknown length, as an error before the first line of a stream is sent. */
  jsonInChunks(status: number, body: Json): void;
  text(status: number, body: string, headers: HeaderTable): void;
  /** No body and no type of it. */
  empty(status: number, headers?: HeaderTable): void;
  /** One line of a stream; the first one begins it. */
  line(body: Json): void;
  end(): void;
}

type HeaderTable = Readonly<Record<string, string>>;

/** Go sends a body's length when it fits into its buffer, else chunks. */
const GO_BUFFER_BYTES = 2048;

/** Wraps a response; the fault decides whether it is broken on the way. */
export function createAnswer(response: ServerResponse, gone: AbortSignal, fault: Fault | undefined): Answer {
  const isOver = (): boolean => isCut || gone.aborted || response.writableEnded || response.destroyed;
  const limit = fault?.kind === "cut" || fault?.kind === "error-line" ? fault : undefined;
  let linesSent = 0;
  let isCut = false;

  const cut = (text: string): void => {
    isCut = true;
    response.write(text.slice(0, Math.ceil(text.length / 2)), () => response.destroy());
  };

  const send = (status: number, body: string, headers: HeaderTable, isChunked = false): void => {
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
    gone,
    json: (status, body, mark = "application/json; charset=utf-8") =>
      send(status, JSON.stringify(body), { "content-type": mark }),
    jsonInChunks: (status, body) =>
      send(status, JSON.stringify(body), { "content-type": "application/json" }, true),
    text: (status, body, headers) => send(status, body, headers),
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
