import type { Observable } from "rxjs";
import type { ByteSource } from "../shared/byte-source.ts";

/** HTTP as every runtime supports it. Redirects are never followed; they are emitted like any other response. */
export interface HttpTransport {
  /**
   * Cold: subscribing sends one request, unsubscribing aborts it. Emits the head, then the body as it arrives. Fails
   * with `PortError` of a `ReachFailure`, or of `not-http` where the server does not speak HTTP.
   */
  send(request: HttpRequest): Observable<HttpPart>;
  /** Closes the sockets that are kept for later requests. */
  close(): void;
}

export type HttpRequest = {
  readonly method: "GET" | "HEAD" | "POST" | "DELETE";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is; the caller sets the content type. */
  readonly body?: string | ByteSource;
  /** Milliseconds without data, before the head or between two parts, after which the request fails; absent: never. */
  readonly idleMs?: number;
  /** Milliseconds after which the request fails, even if its data has not ended; absent: never. */
  readonly totalMs?: number;
};

/** A part of a response: first its head, then its bytes as they arrive. */
export type HttpPart =
  /** Header names are in lower case. */
  | { readonly kind: "head"; readonly status: number; readonly headers: ReadonlyMap<string, string> }
  | { readonly kind: "bytes"; readonly bytes: Uint8Array };
