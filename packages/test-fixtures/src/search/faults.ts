import type { IncomingMessage, ServerResponse } from "node:http";
import { wait, type Clock } from "../clock.ts";

/** How a search source can fail. */
export type SearchFault =
  | { readonly kind: "status"; readonly status: 401 | 403 | 404 | 429 | 500 | 503; readonly body?: string }
  /** Never answers. */
  | { readonly kind: "hang" }
  /** Answers correctly, but late. */
  | { readonly kind: "late"; readonly ms: number }
  /** 200 with half of the body. */
  | { readonly kind: "garbage" }
  /** Cuts the connection without an answer. */
  | { readonly kind: "cut" };

export type SearchRequest = {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
};

export function toSearchRequest({ url = "/", headers }: IncomingMessage): SearchRequest {
  const { pathname, searchParams } = new URL(url, "http://localhost");
  const headerEntries = Object.entries(headers).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  return {
    path: pathname,
    query: Object.fromEntries(searchParams),
    headers: Object.fromEntries(headerEntries),
  };
}

export type SearchAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** Sends an answer, changed by the fault if there is one. */
export async function sendAnswer(
  answer: SearchAnswer,
  response: ServerResponse,
  { fault, clock }: { readonly fault: SearchFault | undefined; readonly clock: Clock },
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
