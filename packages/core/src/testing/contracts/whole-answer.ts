import assert from "node:assert/strict";
import { lastValueFrom, toArray } from "rxjs";
import type { HttpPart, HttpRequest, HttpTransport } from "../../ollama/http-transport.port.ts";

type WholeAnswer = {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
};

/** Sends a request and waits until its answer has ended. */
export async function wholeAnswer(transport: HttpTransport, request: HttpRequest): Promise<WholeAnswer> {
  const parts: readonly HttpPart[] = await lastValueFrom(transport.send(request).pipe(toArray()));
  const [head] = parts;
  assert.ok(head?.kind === "head");
  const chunks = parts.flatMap((part) => (part.kind === "bytes" ? [part.bytes] : []));
  return { status: head.status, headers: head.headers, text: Buffer.concat(chunks).toString("utf8") };
}
