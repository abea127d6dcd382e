import { describe, expect, it } from "vitest";
import type { Refusal } from "../shared/decision.ts";
import type { Failure } from "../shared/failure.ts";
import { describeFailure } from "./text/failure.view.ts";
import { ago, bytes, bytesOf, elapsed, left, percent, took } from "./text/format.view.ts";
import { describeGpuPart } from "../models/loaded-words.view.ts";
import { describeRefusal } from "./text/refusal.view.ts";

/** One of each kind; a missing kind is a compile error. */
const FAILURES = {
  unreachable: { kind: "unreachable", cause: "refused" },
  "timed-out": { kind: "timed-out", afterMs: 10_000 },
  aborted: { kind: "aborted" },
  forbidden: { kind: "forbidden", status: 403 },
  redirected: { kind: "redirected", status: 302 },
  "not-http": { kind: "not-http" },
  "not-supported": { kind: "not-supported", endpoint: "GET /api/ps" },
  unreadable: { kind: "unreadable", endpoint: "GET /api/tags", problem: "not JSON" },
  "cut-off": { kind: "cut-off" },
  "broke-off": { kind: "broke-off", words: "Hel" },
  busy: { kind: "busy" },
  "no-such-model": { kind: "no-such-model" },
  "invalid-name": { kind: "invalid-name" },
  "conversion-disk-full": { kind: "conversion-disk-full" },
  "conversion-failed": { kind: "conversion-failed", detail: "cannot convert" },
  "deleted-but-loaded": { kind: "deleted-but-loaded" },
  rejected: { kind: "rejected", status: 500, message: "tensor is missing" },
  unexpected: { kind: "unexpected", detail: "boom" },
  "not-in-registry": { kind: "not-in-registry" },
  "needs-newer-ollama": { kind: "needs-newer-ollama" },
  "needs-mlx": { kind: "needs-mlx" },
  "no-runner": { kind: "no-runner", runners: "ggml" },
  sharded: { kind: "sharded" },
  converted: { kind: "converted" },
  "too-many-layers": { kind: "too-many-layers", layers: 4_000 },
  "rate-limited": { kind: "rate-limited" },
  unauthorised: { kind: "unauthorised" },
  "insecure-registry": { kind: "insecure-registry" },
  "redirect-refused": {
    kind: "redirect-refused",
    reason: "not-public",
    detail: "198.18.0.5 is not a public address",
  },
  "registry-unreachable": { kind: "registry-unreachable", detail: "dial tcp" },
  "registry-tls": { kind: "registry-tls", detail: "x509" },
  "registry-intercepted": { kind: "registry-intercepted" },
  "folder-unwritable": { kind: "folder-unwritable", detail: "permission denied" },
  "store-unreachable": { kind: "store-unreachable", detail: "EOF" },
  "disk-full": { kind: "disk-full" },
  "digest-mismatch": { kind: "digest-mismatch" },
  "partial-lost": { kind: "partial-lost" },
  "partial-broken": { kind: "partial-broken" },
  "still-cancelling": { kind: "still-cancelling" },
  stalled: { kind: "stalled", afterMs: 120_000 },
  "not-installed": { kind: "not-installed" },
  "no-executable": { kind: "no-executable", path: "/nowhere" },
  "spawn-failed": { kind: "spawn-failed", path: "/bin/x", detail: "EACCES" },
  "bad-environment": {
    kind: "bad-environment",
    problems: [{ kind: "not-whole", name: "OLLAMA_NUM_PARALLEL", value: "-1" }],
  },
  "another-server": { kind: "another-server", server: "lm-studio" },
  exited: { kind: "exited", exit: { code: 1 } },
  "port-in-use": { kind: "port-in-use" },
  "start-timed-out": { kind: "start-timed-out", afterMs: 60_000 },
  "listens-elsewhere": { kind: "listens-elsewhere", address: "127.0.0.1:11999" },
  "stop-timed-out": { kind: "stop-timed-out", afterMs: 13_000 },
  "other-owner": { kind: "other-owner" },
  "tool-missing": { kind: "tool-missing", tool: "docker" },
  "tool-timed-out": { kind: "tool-timed-out", tool: "kubectl", afterMs: 60_000 },
  "tool-failed": {
    kind: "tool-failed",
    tool: "systemctl",
    code: 5,
    detail: "Unit ollama.service not found.",
  },
  "needs-rights": { kind: "needs-rights", line: "sudo systemctl stop ollama.service" },
  "log-unreadable": { kind: "log-unreadable", reason: "other", detail: "EIO: i/o error" },
  "not-a-registry": { kind: "not-a-registry" },
  "source-out-of-reach": { kind: "source-out-of-reach" },
  "source-missing": { kind: "source-missing", file: "/models/blobs/sha256-a" },
  "source-damaged": { kind: "source-damaged" },
  "not-sendable": { kind: "not-sendable", mediaType: "application/vnd.ollama.image.tensor" },
  "send-stalled": { kind: "send-stalled", afterMs: 120_000 },
  "too-large-for-proxy": { kind: "too-large-for-proxy" },
  "file-unreadable": { kind: "file-unreadable", detail: "EACCES" },
  "file-damaged": { kind: "file-damaged" },
  "no-model-file": { kind: "no-model-file" },
  "gguf-version": { kind: "gguf-version", version: 1 },
  "gguf-cut-off": { kind: "gguf-cut-off", sizeBytes: 1_200_000_000, leastBytes: 4_700_000_000 },
  "gguf-part": { kind: "gguf-part", parts: 3 },
  "gguf-projector": { kind: "gguf-projector" },
  "archive-cut-off": { kind: "archive-cut-off" },
  "archive-odd": { kind: "archive-odd", entry: "../../x" },
  "file-unwritable": { kind: "file-unwritable", detail: "EROFS" },
  "file-disk-full": { kind: "file-disk-full" },
  "no-room": { kind: "no-room", neededBytes: 4_700_000_000, freeBytes: 1_200_000_000 },
  "no-connection": { kind: "no-connection", detail: "EHOSTDOWN" },
  "bad-gateway": { kind: "bad-gateway", status: 502 },
  interrupted: { kind: "interrupted" },
  "store-missing": { kind: "store-missing" },
  "store-full": { kind: "store-full" },
  "store-read-only": { kind: "store-read-only" },
  "store-damaged": { kind: "store-damaged" },
  "store-locked": { kind: "store-locked", detail: "locking protocol" },
  "store-failing": { kind: "store-failing", detail: "disk I/O error" },
  "store-newer": { kind: "store-newer" },
} satisfies { readonly [Kind in Failure["kind"]]: Extract<Failure, { kind: Kind }> };

const REFUSALS = {
  "already-running": { reason: "already-running" },
  "already-starting": { reason: "already-starting" },
  "still-stopping": { reason: "still-stopping" },
  "not-running": { reason: "not-running" },
  "already-stopped": { reason: "already-stopped" },
  "still-looking": { reason: "still-looking" },
  "no-program": { reason: "no-program", missing: { kind: "not-installed" } },
  "other-owner": { reason: "other-owner" },
  "not-ours": { reason: "not-ours" },
  "in-wsl": { reason: "in-wsl" },
  "launchd-job": { reason: "launchd-job", job: "org.nixos.ollama" },
  remote: { reason: "remote" },
  "port-taken": { reason: "port-taken" },
  "bad-variables": {
    reason: "bad-variables",
    problems: [{ kind: "not-whole", name: "OLLAMA_NUM_PARALLEL", value: "zero" }],
  },
  "server-lacks": { reason: "server-lacks", server: "lemonade", ability: "copy" },
  "bad-host": { reason: "bad-host", problem: "bad-port" },
  "no-such-model": { reason: "no-such-model", model: "x" },
  "model-exists": { reason: "model-exists", model: "x" },
  "not-loaded": { reason: "not-loaded", model: "x" },
  "cloud-model": { reason: "cloud-model", model: "x" },
  leftover: { reason: "leftover", model: "x" },
  "model-busy": { reason: "model-busy", model: "x" },
  "no-backup": { reason: "no-backup", model: "x" },
  "not-copyable": {
    reason: "not-copyable",
    model: "x",
    failure: { kind: "source-out-of-reach" },
    at: { kind: "registry" },
  },
  "demo-model": { reason: "demo-model", model: "x" },
  "not-importable": { reason: "not-importable", file: "x.gguf", failure: { kind: "no-model-file" } },
  "not-exportable": { reason: "not-exportable", model: "x", failure: { kind: "source-out-of-reach" } },
  "not-comparable": { reason: "not-comparable", host: "gpu-box", failure: { kind: "busy" } },
  "same-model": { reason: "same-model", model: "x", host: "gpu-box" },
  "no-host": { reason: "no-host" },
  "test-running": { reason: "test-running" },
  "already-downloading": { reason: "already-downloading", model: "x" },
  "still-downloading": { reason: "still-downloading", model: "x" },
  "no-such-download": { reason: "no-such-download" },
  "no-such-notice": { reason: "no-such-notice" },
  "bad-command": { reason: "bad-command", problem: "type: missing" },
  "not-watched": { reason: "not-watched", host: "http://elsewhere:1" },
  "only-host": { reason: "only-host" },
  "own-computer": { reason: "own-computer" },
  "no-such-host": { reason: "no-such-host", host: "http://elsewhere:1" },
  declined: { reason: "declined" },
  "file-unwritable": { reason: "file-unwritable", detail: "EROFS" },
  "no-requests": { reason: "no-requests" },
  "no-events": { reason: "no-events" },
  "no-models": { reason: "no-models" },
  "all-loaded": { reason: "all-loaded" },
  "none-loaded": { reason: "none-loaded" },
  "no-backups": { reason: "no-backups" },
  "no-updates": { reason: "no-updates" },
  "no-download": { reason: "no-download", to: "pause" },
  "no-address": { reason: "no-address" },
  "no-host-for-headers": { reason: "no-host-for-headers" },
  "headers-unreadable": { reason: "headers-unreadable", host: "http://elsewhere:1" },
  "bad-owner": {
    reason: "bad-owner",
    setting: "paddock.service.owner",
    problem: { field: "name", because: "missing" },
  },
  "log-elsewhere": { reason: "log-elsewhere", whose: "elsewhere" },
  "key-unreadable": { reason: "key-unreadable" },
  "folder-out-of-reach": { reason: "folder-out-of-reach" },
  "folder-unopened": { reason: "folder-unopened", path: "/data/models" },
  "folder-not-whole": { reason: "folder-not-whole" },
  "counted-again": { reason: "counted-again" },
  "nothing-to-free": { reason: "nothing-to-free" },
  "files-undeletable": { reason: "files-undeletable", detail: "EACCES" },
  "partials-undeletable": { reason: "partials-undeletable", detail: "EACCES" },
  "port-not-free": { reason: "port-not-free", port: 11435 },
  "listed-host": { reason: "listed-host" },
  "preset-holds": { reason: "preset-holds", preset: "Save Memory" },
  "no-variables": { reason: "no-variables" },
  "no-package": { reason: "no-package" },
  "no-newer-release": { reason: "no-newer-release" },
  "settings-unwritable": { reason: "settings-unwritable", what: "settings", detail: "Read-only." },
  "report-unopened": { reason: "report-unopened", flaw: { kind: "damaged", where: "events" } },
  "no-orphans": { reason: "no-orphans" },
  "not-asked": { reason: "not-asked", problem: "image-size" },
  "bad-load-settings": {
    reason: "bad-load-settings",
    model: "pony",
    problems: [{ kind: "context", least: 256, most: 40_960 }],
  },
  "no-terminal-line": { reason: "no-terminal-line" },
  "no-process": { reason: "no-process" },
  "window-closed": { reason: "window-closed" },
  "history-unwritable": { reason: "history-unwritable", failure: { kind: "store-full" } },
} satisfies { readonly [Reason in Refusal["reason"]]: Extract<Refusal, { reason: Reason }> };

it("says which host or registry a copy fails at, and shortens digests", () => {
  const file = `sha256:c000${"0".repeat(60)}`;
  const copy = (at: Extract<Refusal, { reason: "not-copyable" }>["at"], failure: Failure) =>
    describeRefusal({ reason: "not-copyable", model: "x", failure, at });
  expect(copy({ kind: "host", name: "gpu-box" }, { kind: "source-missing", file })).toContain(
    "gpu-box: A file of the model is missing: sha256:c00000000000….",
  );
  expect(copy({ kind: "registry" }, { kind: "unreachable", cause: "no-such-host" })).toContain(
    "The registry: Host not found.",
  );
});

describe("every failure and every refusal", () => {
  const sentences = [
    ...Object.values(FAILURES).map((failure) => describeFailure(failure)),
    ...Object.values(REFUSALS).map((refusal) => describeRefusal(refusal)),
  ];

  it("has its own text of whole sentences without empty placeholders", () => {
    expect(new Set(sentences).size).toBe(sentences.length);
    for (const sentence of sentences) {
      expect(sentence).toMatch(/^[A-Z“].*/);
      expect(sentence).not.toMatch(/\{\d\}|undefined|\[object/);
    }
  });

  it("says what to do next if a person can fix it", () => {
    const silent = new Set(["rejected", "unexpected", "spawn-failed", "aborted"]);
    for (const [kind, failure] of Object.entries(FAILURES)) {
      if (silent.has(kind)) continue;
      const words = describeFailure(failure);
      expect(words.split(/[.:;!] |, then /).length, words).toBeGreaterThan(1);
    }
  });
});

describe("figures as text", () => {
  it("use decimal bytes, like Ollama", () => {
    expect([0, 999, 1_000, 2_019_393_189, 99_950_000_000, 400_000_000_000].map(bytes)).toEqual([
      "0 bytes",
      "999 bytes",
      "1.0 kB",
      "2.0 GB",
      "100 GB",
      "400 GB",
    ]);
    expect(bytesOf(3_400_000_000, 8_100_000_000)).toBe("3.4 of 8.1 GB");
    expect(bytesOf(300_000_000, 8_100_000_000)).toBe("300 MB of 8.1 GB");
  });

  it("show 100% only when complete", () => {
    expect(percent(0.999)).toBe(99);
    expect(percent(1)).toBe(100);
    expect(percent(0)).toBe(0);
  });

  it("show times in natural units", () => {
    expect([12, 2_100, 180_000].map(took)).toEqual(["12 ms", "2.1 sec", "3 min"]);
    expect([1, 45_000, 180_000, 7_800_000, 400_000_000].map(left)).toEqual([
      "1 sec",
      "45 sec",
      "3 min",
      "2 hr 10 min",
      "4 days",
    ]);
    expect([59_000, 59_001, 61_000, 89_000, 91_000].map(left)).toEqual([
      "59 sec",
      "1 min",
      "1 min",
      "1 min",
      "2 min",
    ]);
    expect([999, 59_999, 61_000, 119_000, 7_859_000].map(elapsed)).toEqual([
      "0 sec",
      "59 sec",
      "1 min",
      "1 min",
      "2 hr 10 min",
    ]);
    const day = 86_400_000;
    expect([0, 120_000, 3_600_000, day, 5 * day, 20 * day, 90 * day].map((ms) => ago(0, ms))).toEqual([
      "just now",
      "2 minutes ago",
      "1 hour ago",
      "yesterday",
      "5 days ago",
      "2 weeks ago",
      "3 months ago",
    ]);
  });

  it("split a model between CPU and GPU like Ollama", () => {
    const share = (sizeBytes: number, vramBytes: number) =>
      describeGpuPart({ name: "x:latest" as never, sizeBytes, vramBytes, expiresAtMs: 0 });
    expect([share(10, 0), share(10, 10), share(1000, 626), share(10, 11), share(0, 0)]).toEqual([
      "on the CPU",
      "all on the GPU",
      "63% on the GPU",
      "",
      "",
    ]);
  });
});
