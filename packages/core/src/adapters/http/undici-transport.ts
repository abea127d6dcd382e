import { Observable } from "rxjs";
// Under Bun, the bare specifier `undici` is a built-in stub.
import { Agent, request } from "undici/index.js";
import { PortError } from "../../shared/failure.ts";
import type { HttpPart, HttpTransport } from "../../ollama/http-transport.port.ts";
import { toHeaderMap } from "./header-map.ts";
import { startRequestTimer } from "./request-timer.ts";
import { toPortError } from "./transport-failure.ts";

/** HTTP over undici: for streams and for answers that take minutes. It needs about 20 MB once it is loaded. */
export function undiciTransport(): HttpTransport {
  const dispatcher = new Agent({ headersTimeout: 0, bodyTimeout: 0, allowH2: false });
  return {
    send: ({ method, url, headers, body, ...limits }) =>
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
            ...(headers && { headers: { ...headers } }),
          };
          const answer = await request(url, { ...options, ...(body !== undefined && { body }) });
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
          .catch((error: unknown) => subscriber.error(toPortError(error)))
          .finally(() => timer.stop());
        return () => {
          timer.stop();
          abort.abort();
        };
      }),
    close() {
      void dispatcher.destroy();
    },
  };
}
