import { describe, expect, it } from "vitest";
import { retryPlan } from "../../downloads/retries.ts";
import type { Failure } from "../../shared/failure.ts";
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
    "500: internal error",
    "502: <html>",
    "429: slow down",
    manifest("EOF"),
    manifest("503: overloaded"),
    manifest("context canceled"),
    'max retries exceeded: Get "https://cdn.example/x?X-Amz-Signature=abc": dial tcp: lookup cdn.example: no such host',
    'max retries exceeded: Get "https://cdn.example/x": dial tcp 1.2.3.4:443: connect: permission denied',
    manifest('Get "https://r.example/v2/x": dial tcp 1.2.3.4:443: connect: permission denied'),
    manifest('Get "https://r.example/v2/x": dial tcp 1.2.3.4:443: connect: operation not permitted'),
    "max retries exceeded: write D:\\m\\blobs\\sha256-ab-partial: The device is not ready.",
    manifest(
      'Get "https://r.example/v2/me/my-sharded-llama/manifests/q4": dial tcp: lookup r.example: no such host',
    ),
  ])("may be temporary, so the pull is retried: %s", (text) => {
    expect(retryPlan(toPullFailure(text)).length).toBeGreaterThan(0);
  });

  const redirect = (text: string) =>
    `max retries exceeded: Get "https://cdn.example/x?X-Amz-Signature=abc": redirect target not allowed: ${text}`;

  it.each([
    ["198.18.0.5 is not a public address", "not-public"],
    ["cdn.example resolves to non-public 198.18.0.5", "not-public"],
    ["resolving cdn.example: lookup cdn.example: no such host", "unresolved"],
    ["https registry redirecting to http", "insecure"],
    ["unsupported scheme ftp", "other"],
  ])("is that Ollama does not follow a redirect, and is not retried: %s", (detail, reason) => {
    for (const text of [redirect(detail), `redirect target not allowed: ${detail}`]) {
      const failure = toPullFailure(text);
      expect(failure).toEqual({ kind: "redirect-refused", reason, detail });
      expect(retryPlan(failure)).toEqual([]);
    }
  });

  it.each<[string, Failure]>([
    [
      'pull model manifest: Get "https://r.example/v2/x": blocked redirect to a different host',
      { kind: "redirect-refused", reason: "other-host", detail: "blocked redirect to a different host" },
    ],
    [
      "model requires ollama version v0.41.0 or newer (current version is v0.40.2)",
      { kind: "needs-newer-ollama", required: "0.41.0" },
    ],
    ["no compatible manifest found for runners: mlx, ggml", { kind: "no-runner", runners: "mlx, ggml" }],
    ["this model requires MLX support, but the MLX runtime is not available", { kind: "needs-mlx" }],
  ])("is the registry's or the model's, and is not retried: %s", (text, failure) => {
    expect(toPullFailure(text)).toEqual(failure);
    expect(retryPlan(failure)).toEqual([]);
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
    [
      "write D:\\Ollama\\blobs\\sha256-ab-partial: Es steht nicht genug Speicherplatz auf dem Datenträger zur Verfügung.",
      "disk-full",
    ],
    ["write C:\\m\\blobs\\sha256-ab-partial: Espace insuffisant sur le disque.", "disk-full"],
    [
      "max retries exceeded: write D:\\m\\blobs\\sha256-ab-partial: Es steht nicht genug Speicherplatz zur Verfügung.",
      "disk-full",
    ],
    ["truncate D:\\m\\blobs\\sha256-ab-partial: Espace insuffisant sur le disque.", "disk-full"],
    ["write \\\\nas\\m\\blobs\\sha256-ab-partial: 磁盘空间不足。", "disk-full"],
    ["write C:\\m\\blobs\\sha256-ab-partial: winapi error #112", "disk-full"],
    ["write D:\\m\\blobs\\sha256-ab-partial: Data error (cyclic redundancy check).", "rejected"],
    ["write D:\\m\\blobs\\sha256-ab-partial: A device which does not exist was specified.", "rejected"],
    ["write D:\\m\\blobs\\sha256-ab-partial: An unexpected network error occurred.", "rejected"],
    [manifest('401: {"errors":[{"code":"DENIED","message":"permission denied"}]}'), "unauthorised"],
    ["open D:\\Ollama\\blobs\\sha256-ab-partial: Zugriff verweigert", "folder-unwritable"],
    ["mkdir C:\\the models\\blobs: アクセスが拒否されました。", "folder-unwritable"],
    ["open C:\\m\\blobs\\sha256-ab-partial-0: winapi error #5", "folder-unwritable"],
    ["open \\\\nas\\m\\blobs\\sha256-ab-partial: Zugriff verweigert", "folder-unwritable"],
    ["rename D:\\m\\sha256-ab-partial D:\\m\\sha256-ab: Zugriff verweigert", "folder-unwritable"],
    ["CreateFile D:\\m\\manifests: Zugriff verweigert", "folder-unwritable"],
    ["write D:\\m\\blobs\\sha256-ab-partial: Zugriff verweigert", "folder-unwritable"],
    ["write D:\\m\\blobs\\sha256-ab-partial: Accès refusé.", "folder-unwritable"],
    ["write D:\\m\\blobs\\sha256-ab-partial: Acceso denegado.", "folder-unwritable"],
    ["write D:\\m\\blobs\\sha256-ab-partial: 拒绝访问。", "folder-unwritable"],
    ["max retries exceeded: write D:\\m\\sha256-ab-partial: アクセスが拒否されました。", "folder-unwritable"],
    ["write D:\\m\\blobs\\sha256-ab-partial: Erişim engellendi.", "folder-unwritable"],
    ["write D:\\m\\blobs\\sha256-ab-partial: Отказано в доступе.", "folder-unwritable"],
    ["remove D:\\m\\blobs\\sha256-ab-partial-0: Zugriff verweigert", "folder-unwritable"],
    ["remove D:\\m\\sha256-ab-partial-0: Das System kann die angegebene Datei nicht finden.", "partial-lost"],
    ["remove D:\\m\\sha256-ab-partial-0: The system cannot find the file specified.", "partial-lost"],
    ["remove /m/blobs/sha256-ab-partial-0: no such file or directory", "partial-lost"],
    ["remove D:\\m\\sha256-ab-partial-0: The process cannot access the file.", "rejected"],
    ["chtimes /m/blobs/sha256-ab: operation not permitted", "folder-unwritable"],
    ["open /Volumes/m/blobs/sha256-ab-partial: operation not permitted", "folder-unwritable"],
    ["write C:\\m\\blobs\\sha256-ab-partial: The device is not ready.", "rejected"],
    [manifest("invalid character '<' looking for beginning of value"), "registry-intercepted"],
    [manifest("407: <html><title>Sign in</title></html>"), "registry-intercepted"],
    ["407: Proxy Authentication Required", "registry-intercepted"],
    [manifest('Get "https://r.example/v2/x": Proxy Authentication Required'), "registry-intercepted"],
    [blob("Forbidden"), "registry-intercepted"],
    [`max retries exceeded: ${blob("Proxy Authentication Required")}`, "registry-intercepted"],
    [manifest("403: Forbidden"), "unauthorised"],
    ["something new", "rejected"],
  ])("is permanent, so the pull is not retried: %s", (text, kind) => {
    const failure = toPullFailure(text);
    expect(failure.kind).toBe(kind);
    expect(retryPlan(failure)).toEqual([]);
  });

  it.each(["EOF", "unexpected EOF", "invalid character '\\x00' looking for beginning of value"])(
    "is a broken note of an unfinished layer, if nothing of the layer was fetched: %s",
    (text) => {
      expect(toPullFailure(text).kind).toBe("partial-broken");
      expect(toPullFailure(text, { isFetching: true }).kind).not.toBe("partial-broken");
      expect(toPullFailure(`max retries exceeded: ${text}`).kind).toBe("store-unreachable");
    },
  );

  it("is the store's if a layer that is being fetched breaks off", () => {
    expect(toPullFailure("unexpected EOF", { isFetching: true }).kind).toBe("store-unreachable");
  });

  it.each([
    'Get "https://me:secret@cdn.example/x?X-Amz-Signature=secret": Moved',
    'Get "https://cdn.example?token=secret": stopped after 10 redirects',
  ])("never contains more than the host of an address: %s", (text) => {
    expect(toPullFailure(text)).toMatchObject({
      message: expect.stringMatching(/^Get cdn\.example: [A-Zs]/),
    });
    expect(JSON.stringify(toPullFailure(text))).not.toContain("secret");
  });

  it("is the registry's own message, without the text around it", () => {
    const text = manifest('400: {"error":"Not today."}');
    expect(toPullFailure(text)).toEqual({ kind: "rejected", status: 200, message: "Not today." });
    const tag = manifest('400: {"error":"The specified tag is not a valid quantization scheme."}');
    expect(toPullFailure(tag).kind).toBe("not-in-registry");
  });

  it.each([
    [
      manifest('400: {"errors":[{"code":"MANIFEST_INVALID","message":"manifest invalid"}]}'),
      "manifest invalid",
    ],
    [manifest("400: The specified GGUF file does not exist."), "The specified GGUF file does not exist."],
    [manifest("451: Unavailable For Legal Reasons"), "Unavailable For Legal Reasons"],
    [manifest('400: {"odd":true}'), "pull model manifest: 400"],
    [manifest('400: {"error":"cut o'), "pull model manifest: 400"],
  ])("never contains JSON: %s", (text, message) => {
    expect(toPullFailure(text)).toEqual({ kind: "rejected", status: 200, message });
  });

  it.each([
    ["504: <html><body><h1>504 Gateway Time-out</h1></body></html>", ": 504 Gateway Time-out"],
    ["502: <!DOCTYPE html>\n<html><head><title>Bad gateway</title></head></html>", ": Bad gateway"],
    ["502: <html>", ""],
    ['500: {"errors":[{"message":"boom"}]}', ": boom"],
  ])("is shown without HTML and JSON: %s", (text, rest) => {
    const detail = `pull model manifest: ${text.slice(0, 3)}${rest}`;
    expect(toPullFailure(manifest(text))).toEqual({ kind: "registry-unreachable", detail });
  });

  it("names the host but not the rest of the address", () => {
    const text = 'max retries exceeded: Get "https://cdn.example/x?X-Amz-Signature=abc": EOF';
    expect(toPullFailure(text)).toEqual({
      kind: "store-unreachable",
      detail: "max retries exceeded: Get cdn.example: EOF",
    });
  });
});
