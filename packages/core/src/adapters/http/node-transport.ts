import * as http from "node:http";
import * as https from "node:https";
import { Observable, type Subscriber } from "rxjs";
import { PortError } from "../../shared/failure.ts";
import type { HttpPart, HttpRequest, HttpTransport } from "../../ollama/http-transport.port.ts";
import { toHeaderMap } from "./header-map.ts";
import { startIdleTimer } from "./idle-timer.ts";
import { toPortError } from "./transport-failure.ts";

/** HTTP by the runtime's own `node:http`, which costs next to no memory: for small requests. */
export function nodeTransport(): HttpTransport {
  const plain = new http.Agent({ keepAlive: true, maxFreeSockets: 2 });
  const secure = new https.Agent({ keepAlive: true, maxFreeSockets: 2 });

  function open({ method, url, headers, body }: HttpRequest): http.ClientRequest {
    const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const options = { method, headers: { ...headers, ...length } };
    return url.startsWith("https:")
      ? https.request(url, { ...options, agent: secure })
      : http.request(url, { ...options, agent: plain });
  }

  const send = (request: HttpRequest, isSecondTry: boolean): Observable<HttpPart> =>
    new Observable((subscriber) => {
      const sent = open(request);
      const again = (): Observable<HttpPart> | undefined =>
        sent.reusedSocket && !isSecondTry ? send(request, true) : undefined;
      return exchange(sent, request, subscriber, again);
    });

  return {
    send: (request) => send(request, false),
    close() {
      plain.destroy();
      secure.destroy();
    },
  };
}

/** Sends one request and passes on what comes back; returns how to end it. */
function exchange(
  sent: http.ClientRequest,
  { body, idleMs }: HttpRequest,
  subscriber: Subscriber<HttpPart>,
  again: () => Observable<HttpPart> | undefined,
): () => void {
  let isOver = false;
  let hasAnswer = false;
  let retry: { unsubscribe(): void } | undefined;
  const idle = startIdleTimer(idleMs, (failure) => {
    fail(new PortError(failure)); // Deno does not tell the end of a request on a connection that was used before
    sent.destroy();
  });

  function fail(error: unknown): void {
    if (isOver) return;
    isOver = true;
    idle.stop();
    const { failure } = toPortError(error);
    // The other end may have closed a kept connection in the very moment we used it again.
    const isStale = !hasAnswer && failure.kind === "unreachable" && failure.cause === "reset";
    const second$ = isStale ? again() : undefined;
    if (second$) retry = second$.subscribe(subscriber);
    else subscriber.error(toPortError(error));
  }

  sent.on("error", fail);
  sent.on("upgrade", (_response, socket) => {
    socket.destroy();
    fail(new PortError({ kind: "not-http" })); // nobody asked for another protocol
  });
  sent.on("response", (response) => {
    hasAnswer = true;
    idle.restart();
    subscriber.next({
      kind: "head",
      status: response.statusCode ?? 0,
      headers: toHeaderMap(response.headers),
    });
    response.on("data", (bytes: Uint8Array) => {
      idle.restart();
      subscriber.next({ kind: "bytes", bytes });
    });
    response.on("end", () => {
      isOver = true;
      idle.stop();
      subscriber.complete();
    });
    response.on("error", fail);
    response.on("close", () => fail(new PortError({ kind: "unreachable", cause: "reset" })));
  });
  sent.end(body);

  return () => {
    idle.stop();
    retry?.unsubscribe();
    if (isOver) return; // the connection may serve the next request
    isOver = true;
    sent.destroy();
  };
}
