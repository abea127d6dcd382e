import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bracketed, canonicalHostname, isLoopback, isUnspecified, parseHostname } from "./hostname.ts";

describe("a hostname", () => {
  it.each([
    "localhost",
    "LOCALHOST",
    "localhost.",
    "127.0.0.1",
    "127.8.8.8",
    "::1",
    "0:0:0:0:0:0:0:1",
    "0::0:1",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
  ])("is a loopback: %s", (hostname) =>
    expect([isLoopback(hostname), isUnspecified(hostname)]).toEqual([true, false]),
  );

  it.each(["0.0.0.0", "::", "0:0:0:0:0:0:0:0", "0::0"])("is unspecified: %s", (hostname) =>
    expect([isLoopback(hostname), isUnspecified(hostname)]).toEqual([false, true]),
  );

  it.each(["1.2.3.4", "::2", "::ffff:1.2.3.4", "localhost.example", "127.0.0.1.example", "0.0.0.0.example"])(
    "is neither: %s",
    (hostname) => expect([isLoopback(hostname), isUnspecified(hostname)]).toEqual([false, false]),
  );

  it("has one canonical form, which is its own", () => {
    const part = fc.constantFrom("a", "B", "ü", ".", "1", ":", "0", "ffff", "7f00", "localhost", "::");
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const hostname = parseHostname(parts.join(""));
        if (hostname === undefined) return;
        const canonical = canonicalHostname(hostname);
        expect(canonicalHostname(canonical)).toBe(canonical);
        expect(canonicalHostname(hostname.toUpperCase())).toBe(canonical);
        expect(isLoopback(canonical)).toBe(isLoopback(hostname));
      }),
      { numRuns: 2_000 },
    );
  });

  it("is parsed to the form to connect to, and parses to itself", () => {
    const part = fc.constantFrom("a", "ü", "例", "-", ".", "1", ":", "0", "ß", "_", "٣", "xn--", "\u200d");
    fc.assert(
      fc.property(
        fc.array(fc.oneof(part, fc.string({ unit: "grapheme", maxLength: 2 })), { maxLength: 8 }),
        (parts) => {
          const hostname = parseHostname(parts.join(""));
          if (hostname === undefined) return;
          expect(hostname).toMatch(/^[\x21-\x7e]+$/);
          expect(parseHostname(hostname)).toBe(hostname);
          const { hostname: dialled } = new URL(`http://${bracketed(hostname)}:11434/`);
          if (!hostname.includes(":")) expect(dialled).toBe(hostname.toLowerCase());
        },
      ),
      { numRuns: 5_000 },
    );
  });
});
