import { defer, from, switchMap } from "rxjs";
import type { HttpTransport } from "../ports/http-transport.ts";

/** A transport that is loaded with its first request. */
export function lazyTransport(load: () => Promise<HttpTransport>): HttpTransport {
  let loaded: Promise<HttpTransport> | undefined;
  return {
    send: (request) =>
      defer(() => from((loaded ??= load()))).pipe(switchMap((transport) => transport.send(request))),
    close() {
      void loaded?.then((transport) => transport.close());
    },
  };
}
