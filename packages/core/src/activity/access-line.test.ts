import { recording, versions } from "@paddock/test-fixtures";
import fc from "fast-check";
import { assert, describe, expect, it } from "vitest";
import { parseAccessLine } from "./access-line.ts";

const GIN = '[GIN] 2026/11/28 - 14:02:58 | 500 |  2.104918275s |       127.0.0.1 | POST     "/api/generate"';

describe("an access line", () => {
  it("says when which client has asked for what, and how it ended", () => {
    expect(parseAccessLine(GIN)).toEqual({
      date: "2026-11-28",
      time: "14:02:58",
      status: 500,
      took: "2.104918275s",
      tookMs: 2_104.918275,
      client: "127.0.0.1",
      method: "POST",
      path: "/api/generate",
    });
  });

  it.each([
    ["0s", 0],
    ["850ns", 0.00085],
    ["96.955µs", 0.096955],
    ["96.955μs", 0.096955],
    ["1.2ms", 1.2],
    ["11.8s", 11_800],
    ["1m30s", 90_000],
    ["2h0m3s", 7_203_000],
  ])("has every duration of Go: %s", (took, ms) => {
    expect(parseAccessLine(GIN.replace("2.104918275s", took))?.tookMs).toBeCloseTo(ms, 9);
  });

  it.each(["::1", "fe80::1%eth0", "192.168.1.23", "2001:db8::7"])(
    "has clients of every kind: %s",
    (client) => {
      expect(parseAccessLine(GIN.replace("127.0.0.1", client))?.client).toBe(client);
    },
  );

  it("may have no client, as at a socket", () => {
    expect(parseAccessLine(GIN.replace("127.0.0.1", "         "))?.client).toBe("");
  });

  it.each([
    "2026-11-28T14:02:58.123456789Z ",
    "Nov 28 14:02:58 box ollama[812]: ",
    "2026-11-28T14:02:58+01:00 box ollama[812]: ",
    "ollama-1  | ",
    "[pod/ollama-7d9/ollama] ",
  ])("is found behind what a tool puts before it: %s", (prefix) => {
    expect(parseAccessLine(prefix + GIN)?.path).toBe("/api/generate");
  });

  it("is not one that a client has put into another line", () => {
    expect(parseAccessLine(`time=2026-11-28T14:02:58Z level=INFO msg="${GIN}"`)).toBeUndefined();
    expect(parseAccessLine(`some words ${GIN}`)).toBeUndefined();
  });

  it("is a line or nothing, whatever the text is", () => {
    const part = fc.oneof(
      fc.string(),
      fc.constantFrom("[GIN] ", GIN, " | ", "1m", "µs", '"', "\\", "2026/11/28 - 14:02:58", "host a[1]: "),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const line = parseAccessLine(parts.join(""));
        if (line) expect(line.tookMs).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 5_000 },
    );
  });

  it("does not take long, however long and strange the text is", () => {
    const began = performance.now();
    for (const piece of ["[GIN] ", "1h", "a.", "| ", 'x"\\', "a-1  | "])
      parseAccessLine(piece.repeat(100_000) + GIN);
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});

describe.each(versions)("in the log of Ollama %s", (version) => {
  it.each(["log-first-start", "log-load-and-sigterm", "log-crash", "log-sigint", "log-sigterm"])(
    "each is read (recording %s)",
    (name) => {
      const found = recording(version, name);
      assert(found.kind === "log");
      const lines = found.log.filter((line) => line.includes("[GIN]"));
      expect(lines.length).toBeGreaterThan(0);
      expect(lines.filter((line) => parseAccessLine(line) === undefined)).toEqual([]);
    },
  );
});
