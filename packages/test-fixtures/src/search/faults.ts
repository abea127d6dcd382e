import type { IncomingMessage, ServerResponse } from "node:http";
import { wait, type Clock } from "../clock.ts";

/** How a search source can fail, whatever it is asked. */
export type SearchFault =
  | { readonly kind: "status"; readonly status: 401 | 403 | 404 | 429 | 500 | 503; readonly body?: string }
  /** Takes the request, and never answers. */
  | { readonly kind: "hang" }
  /** Answers as it should, but only after a while. */
  | { readonly kind: "late"; readonly ms: number }
  /** 200, and a body that is cut off in the middle of it. */
  | { readonly kind: "garbage" }
  /** The connection is cut before an answer. */
  | { readonly kind: "cut" };

/** What was asked of a search source. */
export type SearchRequest = {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
};

/** A request as it is kept. */
export function toSearchRequest({ url = "/", headers }: IncomingMessage): SearchRequest {
  const { pathname, searchParams } = new URL(url, "http://localhost");
  const told = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);
  return { path: pathname, query: Object.fromEntries(searchParams), headers: Object.fromEntries(told) };
}

/** An answer that is ready to be sent, or to be spoilt. */
export type SearchAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** Sends an answer, or what the fault makes of it. */
export async function sendSearched(
  answer: SearchAnswer,
  response: ServerResponse,
  fault: SearchFault | undefined,
  clock: Clock,
): Promise<void> {
  const { status, headers, body } = answer;
  switch (fault?.kind) {
    case "hang":
      return;
    case "cut":
      response.destroy();
      return;
    case "status":
      response.writeHead(fault.status, headers).end(fault.body ?? "");
      return;
    case "garbage":
      response.writeHead(200, headers).end(body.slice(0, Math.ceil(body.length / 2)));
      return;
    case "late":
      await wait(clock, fault.ms);
      break;
    case undefined:
      break;
  }
  response.writeHead(status, headers).end(body);
}
