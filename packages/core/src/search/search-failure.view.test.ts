import { describe, expect, it } from "vitest";
import type { Failure } from "../shared/failure.ts";
import { describeSearchFailure } from "./search-failure.view.ts";

describe("the failure of an external host", () => {
  const FAILURES: readonly Failure[] = [
    { kind: "unreachable", cause: "no-such-host" },
    { kind: "unreachable", cause: "tls" },
    { kind: "no-connection", detail: "EPERM" },
    { kind: "timed-out", afterMs: 10_000 },
    { kind: "cut-off" },
    { kind: "bad-gateway", status: 502 },
    { kind: "rejected", status: 500, message: "" },
    { kind: "rate-limited" },
    { kind: "unauthorised" },
    { kind: "not-in-registry" },
    { kind: "redirected", status: 302 },
    { kind: "not-http" },
    { kind: "unreadable", endpoint: "GET /search", problem: "no model recognised in it" },
  ];

  it.each(FAILURES)("is attributed to that host, not to Ollama: %o", (failure) => {
    const words = describeSearchFailure(failure, "example.com");
    expect(words).toMatch(/example\.com.*\.$/);
    expect(words).not.toMatch(/\bservice\b|Ollama|Start\b/);
    expect(words.length).toBeLessThan(80);
  });

  it("has the usual text if Ollama itself was asked", () => {
    expect(describeSearchFailure({ kind: "timed-out", afterMs: 1_000 }, undefined)).toContain("service");
  });
});
