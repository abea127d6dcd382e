import { catchError, defer, from, switchMap, throwError } from "rxjs";
import type { HttpTransport } from "../../ollama/http-transport.port.ts";
import { toPortError } from "./transport-failure.ts";

/** Loads a transport when its first request is sent. */
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
        () => undefined, // nothing was loaded, so there is nothing to close
      );
    },
  };
}
