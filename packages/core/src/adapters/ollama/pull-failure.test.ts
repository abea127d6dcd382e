import { describe, expect, it } from "vitest";
import { retryPlan } from "../../downloads/retries.ts";
import { toPullFailure } from "./pull-failure.ts";

// test/recordings.test.ts covers messages of real Ollamas; these are messages of Go's library in the same places.
const manifest = (text: string) => `pull model manifest: ${text}`;
const blob = (text: string) => `Head "https://registry.ollama.ai/v2/library/x/blobs/sha256:ab": ${text}`;

describe("the reason why a pull failed", () => {
  it.each([
    blob("EOF"),
    blob("unexpected EOF"),
    blob("context deadline exceeded"),
    blob("net/http: TLS handshake timeout"),
    blob("read tcp 10.0.0.2:1->10.0.0.3:443: read: connection timed out"),
    blob("write tcp 10.0.0.2:1->10.0.0.3:443: write: broken pipe"),
    "wsarecv: An existing connection was forcibly closed by the remote host.",
    "http2: server sent GOAWAY and closed the connection",
    "stream error: stream ID 3; INTERNAL_ERROR; received from peer",
    "net/http: timeout awaiting response headers",
    "unexpected EOF",
    "500: internal error",
    "502: <html>",
    "429: slow down",
    manifest("EOF"),
    manifest("503: overloaded"),
    manifest("context canceled"),
    'max retries exceeded: Get "https://cdn.example/x?X-Amz-Signature=abc": dial tcp: lookup cdn.example: no such host',
  ])("may be temporary, so the pull is retried: %s", (text) => {
    expect(retryPlan(toPullFailure(text)).length).toBeGreaterThan(0);
  });

  it.each([
    [manifest("401: who are you"), "unauthorised"],
    ["401: who are you", "unauthorised"],
    [manifest("404: no"), "not-in-registry"],
    [manifest('400: {"error":"The specified repository contains sharded GGUF."}'), "sharded"],
    [
      manifest('Get "https://r.example/v2/": tls: failed to verify certificate: x509: unknown authority'),
      "registry-tls",
    ],
    ["open /models/blobs/sha256-ab-partial: permission denied", "folder-unwritable"],
    ["open /models/blobs/sha256-ab-partial-0: read-only file system", "folder-unwritable"],
    ["write /models/blobs/sha256-ab-partial: disk quota exceeded", "disk-full"],
    ["something new", "rejected"],
  ])("is permanent, so the pull is not retried: %s", (text, kind) => {
    const failure = toPullFailure(text);
    expect(failure.kind).toBe(kind);
    expect(retryPlan(failure)).toEqual([]);
  });

  it("is the registry's own message, without the text around it", () => {
    const text = manifest('400: {"error":"Not today."}');
    expect(toPullFailure(text)).toEqual({ kind: "rejected", status: 200, message: "Not today." });
    const tag = manifest('400: {"error":"The specified tag is not a valid quantization scheme."}');
    expect(toPullFailure(tag).kind).toBe("not-in-registry");
  });

  it("names the host but not the rest of the address", () => {
    const text = 'max retries exceeded: Get "https://cdn.example/x?X-Amz-Signature=abc": EOF';
    expect(toPullFailure(text)).toEqual({
      kind: "store-unreachable",
      detail: "max retries exceeded: Get cdn.example: EOF",
    });
  });
});
