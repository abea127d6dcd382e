import type { Observable } from "rxjs";

/** HTTP as all runtimes can do it. Redirects are answers like any other: they are never followed. */
export interface HttpTransport {
  /**
   * Cold: subscribing sends one request, unsubscribing ends it. Emits the head, then the body as it comes. Fails with
   * `PortError` of a `ReachFailure`, or of `not-http` where the other end speaks something else.
   */
  send(request: HttpRequest): Observable<HttpPart>;
  /** Frees the sockets that are kept for later requests. */
  close(): void;
}

/** One request, with all that is sent. */
export type HttpRequest = {
  readonly method: "GET" | "HEAD" | "POST" | "DELETE";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is; the content type is the caller's to say. */
  readonly body?: string;
  /** Milliseconds of silence, before the head and between two parts, after which to give up; absent: never. */
  readonly idleMs?: number;
};

/** A part of an answer: first its head, then its bytes as they come. */
export type HttpPart =
  /** Header names are in lower case. */
  | { readonly kind: "head"; readonly status: number; readonly headers: ReadonlyMap<string, string> }
  | { readonly kind: "bytes"; readonly bytes: Uint8Array };
