import { catchError, defer, of, switchMap, throwError, type Observable } from "rxjs";
import { PortError, type Failure } from "../../shared/failure.ts";
import type { HttpTransport } from "../../ollama/http-transport.port.ts";
import type { Logger } from "../../shared/logger.port.ts";
import { fetchWhole, type HttpAnswer } from "../ollama/http-answer.ts";
import { toPortError } from "../http/transport-failure.ts";

/** By which means a host outside is asked, and who notes that it is. */
export type Outside = {
  readonly transport: HttpTransport;
  readonly logger: Logger;
  /** Milliseconds of silence after which to give up. */
  readonly patienceMs?: number;
};

const PATIENCE_MS = 10_000;
/** What was renamed is somewhere else on the same host. */
const MOST_REDIRECTS = 3;
/** The longest list of ollama.com has a million and a half. */
const MOST_CHARACTERS = 8_000_000;

/** Asks a host for one thing; every request is in the log. Nobody else is asked, wherever it may redirect to. */
export const askHost = (outside: Outside, url: URL): Observable<HttpAnswer> =>
  follow(outside, url, MOST_REDIRECTS).pipe(
    catchError((error: unknown) => throwError(() => toPortError(error))),
  );

/** `GET /search` and the like, for words about what was answered. */
export const endpointOf = ({ pathname }: URL): string => `GET ${pathname}`;

function follow(outside: Outside, url: URL, left: number): Observable<HttpAnswer> {
  const { transport, logger, patienceMs = PATIENCE_MS } = outside;
  return defer(() => {
    logger.info(`GET ${url.href}`);
    const headers = { accept: "text/html, application/json", "user-agent": "paddock" };
    return fetchWhole(transport, { method: "GET", url: url.href, headers, idleMs: patienceMs });
  }).pipe(
    switchMap((answer) => {
      const next = nextOf(answer, url);
      if (next && left > 0) return follow(outside, next, left - 1);
      const refusal = refusalOf(answer, url);
      return refusal ? throwError(() => new PortError(refusal)) : of(answer);
    }),
  );
}

/** Where the same host sends us to. */
function nextOf({ status, headers }: HttpAnswer, url: URL): URL | undefined {
  const location = headers.get("location");
  if (status < 300 || status >= 400 || location === undefined || !URL.canParse(location, url))
    return undefined;
  const next = new URL(location, url);
  return next.origin === url.origin ? next : undefined;
}

function refusalOf({ status, text }: HttpAnswer, url: URL): Failure | undefined {
  if (status >= 300 && status < 400) return { kind: "redirected", status };
  // Who is not let in is not told whether there is something either.
  if (status === 401 || status === 403) return { kind: "unauthorised" };
  if (status === 404) return { kind: "not-in-registry" };
  if (status === 429) return { kind: "rate-limited" };
  if (status < 200 || status >= 400) return { kind: "rejected", status, message: "" };
  if (text.length > MOST_CHARACTERS)
    return { kind: "unreadable", endpoint: endpointOf(url), problem: "too long" };
  return undefined;
}
