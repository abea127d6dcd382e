import { request, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { toBytes } from "../http/body.ts";
import { isLoopback } from "../http/access.ts";
import { Canceled, UnexpectedEnd } from "./errors.ts";

/** How a registry, or the store behind it, is asked. */
export type Asking = {
  readonly method?: "GET" | "HEAD";
  readonly headers?: Readonly<Record<string, string>>;
  readonly gone: AbortSignal;
  /** The host as the model's name has it, where another one stands in for it. */
  readonly knownAs?: string;
};

/** Asks over HTTP, and fails in the words of Go. Nothing but loopback is ever dialled. */
export async function askOver(
  url: URL,
  { method = "GET", headers = {}, gone }: Asking,
): Promise<IncomingMessage> {
  if (gone.aborted) throw new Canceled();
  const fail = (reason: string): Error =>
    new Error(`${method === "GET" ? "Get" : "Head"} "${url.href}": ${reason}`);
  if (!isLoopback(url.hostname)) {
    throw fail(`dial tcp: lookup ${url.hostname} on 127.0.0.53:53: no such host`);
  }
  const host = url.hostname === "localhost" ? "127.0.0.1" : url.hostname.replace(/^\[|\]$/g, "");
  const port = Number(url.port || (url.protocol === "https:" ? 443 : 80));
  const refused = `dial tcp ${host}:${port}: connect: connection refused`;
  if (url.protocol === "https:") {
    throw fail((await answersAt(host, port)) ? "http: server gave HTTP response to HTTPS client" : refused);
  }
  return new Promise((resolve, reject) => {
    const path = url.pathname + url.search;
    const asking = request(
      { host, port, path, method, headers: { host: url.host, ...headers }, agent: false },
      resolve,
    );
    const cancel = (): void => void asking.destroy();
    gone.addEventListener("abort", cancel);
    asking.on("close", () => gone.removeEventListener("abort", cancel));
    asking.on("error", (error) => {
      if (gone.aborted) reject(new Canceled());
      else reject(fail(error.message.includes("ECONNREFUSED") ? refused : "EOF"));
    });
    asking.end();
  });
}

/** The pieces of an answer; how it ends too early is thrown in Go's words. */
export async function* piecesOf(answer: IncomingMessage, gone: AbortSignal): AsyncGenerator<Uint8Array> {
  let isReset = false;
  answer.socket.once("error", () => (isReset = true));
  try {
    for await (const piece of answer) {
      if (gone.aborted) throw new Canceled();
      yield toBytes(piece);
    }
  } catch (error) {
    if (gone.aborted || error instanceof Canceled) throw new Canceled();
    if (answer.complete) throw error;
    throw isReset ? new Error("read tcp: read: connection reset by peer") : new UnexpectedEnd();
  }
  if (gone.aborted) throw new Canceled();
}

/** Reads the rest of an answer as text. */
export async function readAnswer(answer: IncomingMessage): Promise<string> {
  const pieces: string[] = [];
  answer.setEncoding("utf8");
  for await (const piece of answer) pieces.push(String(piece));
  return pieces.join("");
}

function answersAt(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, host);
    const settle = (isThere: boolean): void => {
      socket.destroy();
      resolve(isThere);
    };
    socket.on("connect", () => settle(true));
    socket.on("error", () => settle(false));
  });
}
