import { request, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { toBytes } from "../http/body.ts";
import { isLoopback } from "../http/loopback.ts";
import { Canceled, UnexpectedEnd } from "./errors.ts";

export type HttpOptions = {
  readonly method?: "GET" | "HEAD";
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** The host in the model's name, which a stand-in may replace. */
  readonly knownAs?: string;
};

/** Sends an HTTP request, to loopback addresses only. Errors have the texts of Go. */
export async function sendHttp(
  url: URL,
  { method = "GET", headers = {}, signal }: HttpOptions,
): Promise<IncomingMessage> {
  if (signal.aborted) throw new Canceled();
  const fail = (reason: string): Error =>
    new Error(`${method === "GET" ? "Get" : "Head"} "${url.href}": ${reason}`);
  if (!isLoopback(url.hostname)) {
    throw fail(`dial tcp: lookup ${url.hostname} on 127.0.0.53:53: no such host`);
  }
  const host = url.hostname === "localhost" ? "127.0.0.1" : url.hostname.replace(/^\[|\]$/g, "");
  const port = Number(url.port || (url.protocol === "https:" ? 443 : 80));
  const refused = `dial tcp ${host}:${port}: connect: connection refused`;
  if (url.protocol === "https:") {
    throw fail(
      (await acceptsConnections(host, port)) ? "http: server gave HTTP response to HTTPS client" : refused,
    );
  }
  return new Promise((resolve, reject) => {
    const path = url.pathname + url.search;
    const outgoing = request(
      { host, port, path, method, headers: { host: url.host, ...headers }, agent: false },
      resolve,
    );
    const cancel = (): void => void outgoing.destroy();
    signal.addEventListener("abort", cancel);
    outgoing.on("close", () => signal.removeEventListener("abort", cancel));
    outgoing.on("error", (error) => {
      if (signal.aborted) reject(new Canceled());
      else reject(fail(error.message.includes("ECONNREFUSED") ? refused : "EOF"));
    });
    outgoing.end();
  });
}

/** The chunks of a response body. If it ends too early, this throws with the text of Go. */
export async function* piecesOf(answer: IncomingMessage, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  let isReset = false;
  answer.socket.once("error", () => (isReset = true));
  try {
    for await (const piece of answer) {
      if (signal.aborted) throw new Canceled();
      yield toBytes(piece);
    }
  } catch (error) {
    if (signal.aborted || error instanceof Canceled) throw new Canceled();
    if (answer.complete) throw error;
    throw isReset ? new Error("read tcp: read: connection reset by peer") : new UnexpectedEnd();
  }
  if (signal.aborted) throw new Canceled();
}

export async function readBody(answer: IncomingMessage): Promise<string> {
  const pieces: string[] = [];
  answer.setEncoding("utf8");
  for await (const piece of answer) pieces.push(String(piece));
  return pieces.join("");
}

function acceptsConnections(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, host);
    const settle = (isListening: boolean): void => {
      socket.destroy();
      resolve(isListening);
    };
    socket.on("connect", () => settle(true));
    socket.on("error", () => settle(false));
  });
}
