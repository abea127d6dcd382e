import { catchError, defer, of, switchMap, throwError, type Observable } from "rxjs";
import { PortError, type Failure } from "../../shared/failure.ts";
import type { HttpTransport } from "../../ollama/http-transport.port.ts";
import type { Logger } from "../../shared/logger.port.ts";
import { errorWordsIn } from "../ollama/error-words.ts";
import { fetchWhole, type HttpAnswer } from "../ollama/http-answer.ts";
import { patienceOf } from "../http/patience.ts";
import { toPortError } from "../http/transport-failure.ts";

/** How to send requests to hosts on the internet, and where to log them. */
export type Outside = {
  readonly transport: HttpTransport;
  readonly logger: Logger;
  /** Milliseconds of silence after which to give up. */
  readonly patienceMs?: number;
};

const PATIENCE_MS = 10_000;
/** Renamed models redirect to another address on the same host. */
const MOST_REDIRECTS = 3;
/** The longest list of ollama.com has 1.5 million characters. */
const MOST_CHARACTERS = 8_000_000;

/** Sends a GET request and logs it. Redirects to another host are not followed. */
export const askHost = (outside: Outside, url: URL): Observable<HttpAnswer> =>
  follow(outside, url, MOST_REDIRECTS).pipe(
    catchError((error: unknown) => throwError(() => toPortError(error))),
  );

/** `GET /search`, for error messages. */
export const endpointOf = ({ pathname }: URL): string => `GET ${pathname}`;

function follow(outside: Outside, url: URL, redirectsLeft: number): Observable<HttpAnswer> {
  const { transport, logger, patienceMs = PATIENCE_MS } = outside;
  return defer(() => {
    logger.info(`GET ${url.href}`);
    const headers = { accept: "text/html, application/json", "user-agent": "paddock" };
    return fetchWhole(transport, { method: "GET", url: url.href, headers, ...patienceOf(patienceMs) });
  }).pipe(
    switchMap((answer) => {
      const next = redirectOf(answer, url);
      if (next && redirectsLeft > 0) return follow(outside, next, redirectsLeft - 1);
      const refusal = refusalOf(answer, url);
      return refusal ? throwError(() => new PortError(refusal)) : of(answer);
    }),
  );
}

/** The target of a redirect, if it is on the same host. */
function redirectOf({ status, headers }: HttpAnswer, url: URL): URL | undefined {
  const location = headers.get("location");
  if (status < 300 || status >= 400 || location === undefined || !URL.canParse(location, url))
    return undefined;
  const next = new URL(location, url);
  return next.origin === url.origin ? next : undefined;
}

function refusalOf({ status, text }: HttpAnswer, url: URL): Failure | undefined {
  if (status >= 300 && status < 400) return { kind: "redirected", status };
  // These also hide whether the model exists.
  if (status === 401 || status === 403) return { kind: "unauthorised" };
  if (status === 404) return { kind: "not-in-registry" };
  if (status === 429) return { kind: "rate-limited" };
  if (status < 200 || status >= 400)
    return { kind: "rejected", status, message: (status < 500 && errorWordsIn(text)) || "" };
  if (text.length > MOST_CHARACTERS)
    return { kind: "unreadable", endpoint: endpointOf(url), problem: "too long" };
  return undefined;
}
