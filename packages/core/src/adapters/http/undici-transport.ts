import { Readable } from "node:stream";
import { catchError, Observable, throwError } from "rxjs";
// Under Bun, the bare specifier `undici` is a built-in stub.
import { Agent, errors, request } from "undici/index.js";
import { PortError, type Failure } from "../../shared/failure.ts";
import type { HttpPart, HttpRequest, HttpTransport } from "../../ollama/http-transport.port.ts";
import type { ByteSource } from "../../shared/byte-source.ts";
import type { TlsTrust } from "../../hosts/tls-trust.ts";
import { connectPinned } from "./pinned-connection.ts";
import { toHeaderMap } from "./header-map.ts";
import { nodeTransport } from "./node-transport.ts";
import { startRequestTimer } from "./request-timer.ts";
import { toPortError } from "./transport-failure.ts";

/**
 * HTTP over undici: for streams and for answers that take minutes. It needs about 20 MB once it is loaded. With `trust`,
 * for all requests to a host whose certificate is trusted for a reason of its own: VS Code replaces the agents of
 * `node:http`, and what they trust with them.
 */
export function undiciTransport(trust?: TlsTrust): HttpTransport {
  const connect = trust && connectorOf(trust);
  const dispatcher = new Agent({
    headersTimeout: 0,
    bodyTimeout: 0,
    allowH2: false,
    ...(connect && { connect }),
  });
  const viaNode = trust ? undefined : nodeTransport();
  return {
    send: (request) =>
      sendBy(dispatcher, request).pipe(
        catchError((error: unknown) => {
          if (!isUnaskedContinue(error)) return throwError(() => toPortError(error));
          return viaNode ? viaNode.send(request) : throwError(() => new PortError(UNASKED));
        }),
      ),
    close() {
      viaNode?.close();
      void dispatcher.destroy();
    },
  };
}

const sendBy = (dispatcher: Agent, { method, url, headers, body, ...limits }: HttpRequest) =>
  new Observable<HttpPart>((subscriber) => {
    const abort = new AbortController();
    const timer = startRequestTimer(limits, (failure) => {
      subscriber.error(new PortError(failure));
      abort.abort();
    });

    async function exchange(): Promise<void> {
      const options = {
        method,
        dispatcher,
        signal: abort.signal,
        headers: { ...headers, ...lengthOf(body) },
      };
      const answer = await request(url, { ...options, ...(body !== undefined && { body: toBody(body) }) });
      timer.restart();
      subscriber.next({ kind: "head", status: answer.statusCode, headers: toHeaderMap(answer.headers) });
      const body$: AsyncIterable<Uint8Array> = answer.body;
      for await (const bytes of body$) {
        timer.restart();
        subscriber.next({ kind: "bytes", bytes });
      }
      subscriber.complete();
    }

    exchange()
      .catch((error: unknown) => subscriber.error(error))
      .finally(() => timer.stop());
    return () => {
      timer.stop();
      abort.abort();
    };
  });

const UNASKED: Failure = {
  kind: "unexpected",
  detail: "a proxy sent “100 Continue” without being asked",
};

/**
 * A server may send `100 Continue` without being asked (RFC 9110, section 15.2). undici then closes the connection, before
 * the server has answered, so that it can be asked once more.
 */
const isUnaskedContinue = (error: unknown): boolean =>
  error instanceof errors.SocketError && error.message === "bad response";

const toBody = (body: string | ByteSource): string | Readable =>
  typeof body === "string" ? body : Readable.from(body.bytes(), { objectMode: false });

const lengthOf = (body: HttpRequest["body"]): Readonly<Record<string, string>> =>
  typeof body === "object" ? { "content-length": String(body.sizeBytes) } : {};

function connectorOf(trust: TlsTrust): Agent.Options["connect"] {
  switch (trust.kind) {
    case "authorities":
      return { ca: trust.pem };
    case "certificate":
      return (destination, connected) => {
        if (destination.protocol === "https:") connectPinned(destination, trust.fingerprint, connected);
        else connected(new Error("only hosts with TLS have a certificate"), null);
      };
  }
}
