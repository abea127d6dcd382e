import { request, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { isLoopback } from "../http/guard.ts";

/** Asks a registry, and fails in the words of Go. Nothing but loopback is ever dialled. */
export async function askRegistry(
  url: URL,
  {
    method = "GET",
    headers = {},
    gone,
  }: {
    readonly method?: "GET" | "HEAD";
    readonly headers?: Readonly<Record<string, string>>;
    readonly gone: AbortSignal;
  },
): Promise<IncomingMessage> {
  if (gone.aborted) throw new Error("context canceled");
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
    const asking = request(
      {
        host,
        port,
        path: url.pathname + url.search,
        method,
        headers: { host: url.host, ...headers },
        agent: false,
      },
      resolve,
    );
    const cancel = (): void => void asking.destroy();
    gone.addEventListener("abort", cancel);
    asking.on("close", () => gone.removeEventListener("abort", cancel));
    asking.on("error", (error) => {
      if (gone.aborted) reject(new Error("context canceled"));
      else reject(fail(error.message.includes("ECONNREFUSED") ? refused : "EOF"));
    });
    asking.end();
  });
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
