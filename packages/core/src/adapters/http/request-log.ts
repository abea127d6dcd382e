import { defer, Subject, tap, type Observable } from "rxjs";
import type { MadeRequest } from "../../inspector/made-request.ts";
import type { RequestLog } from "../../inspector/request-log.port.ts";
import type { HttpPart, HttpRequest, HttpTransport } from "../../ollama/http-transport.port.ts";
import type { Clock } from "../../shared/clock.port.ts";
import { toFailure } from "../../shared/failure.ts";

/** An Ollama is asked a few times a minute: these are the last hour or two, in a few dozen kilobytes. */
const MOST_REQUESTS = 500;
const LONGEST_PATH = 300;

/** Remembers the last requests of transports: method, address, status, duration and size; nothing of what they say. */
export function createRequestLog(clock: Pick<Clock, "now">): {
  readonly log: RequestLog;
  readonly logged: (transport: HttpTransport) => HttpTransport;
} {
  const changed$ = new Subject<void>();
  let recent: MadeRequest[] = [];
  let number = 0;

  function change(of: number, to: (request: MadeRequest) => MadeRequest, isTold = true): void {
    const index = recent.findLastIndex((request) => request.number === of);
    const request = recent[index];
    if (request) recent[index] = to(request);
    if (request && isTold) changed$.next();
  }

  function end(of: number, to: (tookMs: number) => MadeRequest["ending"]): void {
    change(of, (request) =>
      request.ending.kind === "open" ? { ...request, ending: to(clock.now() - request.atMs) } : request,
    );
  }

  function begin({ method, url }: HttpRequest): number {
    const { origin, pathname } = new URL(url);
    const path = pathname.length > LONGEST_PATH ? `${pathname.slice(0, LONGEST_PATH)}…` : pathname;
    const made = { number: ++number, atMs: clock.now(), method, origin, path, bytes: 0 };
    recent = [...recent.slice(1 - MOST_REQUESTS), { ...made, ending: { kind: "open" } }];
    changed$.next();
    return number;
  }

  const send = (transport: HttpTransport, request: HttpRequest): Observable<HttpPart> =>
    defer(() => {
      const own = begin(request);
      return transport.send(request).pipe(
        tap({
          next(part) {
            if (part.kind === "head") change(own, (made) => ({ ...made, status: part.status }));
            else change(own, (made) => ({ ...made, bytes: made.bytes + part.bytes.length }), false);
          },
          complete: () => end(own, (tookMs) => ({ kind: "complete", tookMs })),
          error: (error: unknown) =>
            end(own, (tookMs) => ({ kind: "failed", tookMs, failure: toFailure(error).kind })),
          unsubscribe: () => end(own, (tookMs) => ({ kind: "aborted", tookMs })),
        }),
      );
    });

  return {
    log: { recent: () => recent, changed$ },
    logged: (transport) => ({
      send: (request) => send(transport, request),
      close: () => transport.close(),
    }),
  };
}
