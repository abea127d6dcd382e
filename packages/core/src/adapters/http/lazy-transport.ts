import { catchError, defer, from, switchMap, throwError } from "rxjs";
import type { HttpTransport } from "../../ollama/http-transport.port.ts";
import { toPortError } from "./transport-failure.ts";

/** A transport that is loaded with its first request. */
export function lazyTransport(load: () => Promise<HttpTransport>): HttpTransport {
  let loaded: Promise<HttpTransport> | undefined;
  return {
    send: (request) =>
      defer(() => from((loaded ??= load()))).pipe(
        catchError((error: unknown) => {
          loaded = undefined; // the next request tries again
          return throwError(() => toPortError(error));
        }),
        switchMap((transport) => transport.send(request)),
      ),
    close() {
      void loaded?.then(
        (transport) => transport.close(),
        () => undefined, // what could not be loaded need not be closed
      );
    },
  };
}
