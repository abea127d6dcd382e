import * as http from "node:http";
import * as https from "node:https";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Observable, type Subscriber } from "rxjs";
import type { ByteSource } from "../../shared/byte-source.ts";
import { PortError } from "../../shared/failure.ts";
import type { HttpPart, HttpRequest, HttpTransport } from "../../ollama/http-transport.port.ts";
import { toHeaderMap } from "./header-map.ts";
import { startRequestTimer } from "./request-timer.ts";
import { toPortError } from "./transport-failure.ts";

/** HTTP over `node:http`, which needs almost no memory: for small requests. */
export function nodeTransport(): HttpTransport {
  const plain = new http.Agent({ keepAlive: true, maxFreeSockets: 2 });
  const secure = new https.Agent({ keepAlive: true, maxFreeSockets: 2 });

  function open({ method, url, headers, body }: HttpRequest): http.ClientRequest {
    const length = body === undefined ? {} : { "content-length": String(lengthOf(body)) };
    const options = { method, headers: { ...headers, ...length } };
    return url.startsWith("https:")
      ? https.request(url, { ...options, agent: secure })
      : http.request(url, { ...options, agent: plain });
  }

  const send = (request: HttpRequest, isRetry: boolean): Observable<HttpPart> =>
    new Observable((subscriber) => {
      const sent = open(request);
      const retryOnce = (): Observable<HttpPart> | undefined =>
        sent.reusedSocket && !isRetry ? send(request, true) : undefined;
      return exchange(sent, request, subscriber, retryOnce);
    });

  return {
    send: (request) => send(request, false),
    close() {
      plain.destroy();
      secure.destroy();
    },
  };
}

const lengthOf = (body: string | ByteSource): number =>
  typeof body === "string" ? Buffer.byteLength(body) : body.sizeBytes;

/** Sends one request and emits its response; returns a function that aborts it. */
function exchange(
  sent: http.ClientRequest,
  { body, ...limits }: HttpRequest,
  subscriber: Subscriber<HttpPart>,
  retryOnce: () => Observable<HttpPart> | undefined,
): () => void {
  let isOver = false;
  let hasResponse = false;
  let retry: { unsubscribe(): void } | undefined;
  const timer = startRequestTimer(limits, (failure) => {
    fail(new PortError(failure)); // Deno emits no error when a request on a reused connection is destroyed
    sent.destroy();
  });

  function fail(error: unknown): void {
    if (isOver) return;
    isOver = true;
    timer.stop();
    const { failure } = toPortError(error);
    // The server may have closed a keep-alive connection just as we reused it.
    const isStale = !hasResponse && failure.kind === "unreachable" && failure.cause === "reset";
    const second$ = isStale ? retryOnce() : undefined;
    if (second$) retry = second$.subscribe(subscriber);
    else subscriber.error(toPortError(error));
  }

  sent.on("error", fail);
  sent.on("upgrade", (_response, socket) => {
    socket.destroy();
    fail(new PortError({ kind: "not-http" })); // we never ask for an upgrade
  });
  sent.on("response", (response) => {
    hasResponse = true;
    timer.restart();
    subscriber.next({
      kind: "head",
      status: response.statusCode ?? 0,
      headers: toHeaderMap(response.headers),
    });
    response.on("data", (bytes: Uint8Array) => {
      timer.restart();
      subscriber.next({ kind: "bytes", bytes });
    });
    response.on("end", () => {
      isOver = true;
      timer.stop();
      subscriber.complete();
    });
    response.on("error", fail);
    response.on("close", () => fail(new PortError({ kind: "unreachable", cause: "reset" })));
  });
  if (typeof body === "object") pipeline(Readable.from(body.bytes()), sent).catch(fail);
  else sent.end(body);

  return () => {
    timer.stop();
    retry?.unsubscribe();
    if (isOver) return; // keeps the connection for the next request
    isOver = true;
    sent.destroy();
  };
}
