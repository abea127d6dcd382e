import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_ENDPOINT } from "./endpoint.ts";
import { MOST_HOSTS, readHostList } from "./host-list.ts";
import { parseFingerprint } from "./tls-trust.ts";

const FINGERPRINT = Array.from({ length: 32 }, () => "AB").join(":");

/** Name and port, or name and problem, of each host. */
const readAs = (value: unknown) =>
  readHostList(value).map(({ name, parsed }) => [
    name,
    "problem" in parsed ? parsed.problem : parsed.endpoint.port,
  ]);

describe("a list of hosts", () => {
  it.each<[string, unknown, readonly (readonly [string, unknown])[]]>([
    ["nothing", undefined, []],
    ["an empty list", [], []],
    [
      "hosts",
      [{ name: "gpu", address: "gpu:1" }, { address: "nas:2" }],
      [
        ["gpu", 1],
        ["nas", 2],
      ],
    ],
    ["an address alone", ["nas:2"], [["nas", 2]]],
    ["a list in place of which is something else", "nas:2", [["?", "not-a-list"]]],
    [
      "an entry that is none",
      [7, null, {}],
      [
        ["1", "not-an-entry"],
        ["2", "not-an-entry"],
        ["3", "not-an-entry"],
      ],
    ],
    [
      "a bad address",
      [{ name: "gpu", address: "ftp://x" }, "nas:2"],
      [
        ["gpu", "bad-scheme"],
        ["nas", 2],
      ],
    ],
    [
      "a bad fingerprint",
      [{ name: "gpu", address: "https://gpu", fingerprint: "AB:CD" }],
      [["gpu", "bad-fingerprint"]],
    ],
    [
      "two hosts with one name",
      [
        { name: "gpu", address: "a:1" },
        { name: "gpu", address: "b:2" },
        { name: "gpu (2)", address: "c:3" },
      ],
      [
        ["gpu", 1],
        ["gpu (2)", 2],
        ["gpu (2) (2)", 3],
      ],
    ],
    [
      "two hosts with one address",
      [
        { name: "a", address: "http://gpu:11434/" },
        { name: "b", address: "GPU" },
      ],
      [
        ["a", 11434],
        ["b", "duplicate"],
      ],
    ],
    ["a name of many lines", [{ name: " a\n\u202eb ", address: "a:1" }], [["a b", 1]]],
  ])("with %s is read as it is", (_what, value, expected) => expect(readAs(value)).toEqual(expected));

  it.each(["127.0.0.1", "localhost:11434", "http://[::1]:11434", "0.0.0.0"])(
    "has the first host only once: %s",
    (text) => {
      expect(readHostList([text], [DEFAULT_ENDPOINT])).toMatchObject([{ parsed: { problem: "duplicate" } }]);
    },
  );

  it("never shows a password", () => {
    expect(
      JSON.stringify(readHostList(["http://me:planted@gpu", { address: "x@y:planted@z" }])),
    ).not.toContain("planted");
    expect(JSON.stringify(readHostList("http://me:planted@gpu"))).not.toContain("planted");
  });

  it("has as many hosts as entries, with names of their own, whatever a person writes", () => {
    const entry = fc.oneof(
      fc.anything(),
      fc.record({ name: fc.constantFrom("a", "b", "a (2)"), address: fc.constantFrom("x", "y", "") }),
    );
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        const hosts = readHostList(entries);
        expect(hosts).toHaveLength(entries.length);
        expect(new Set(hosts.map(({ name }) => name)).size).toBe(hosts.length);
      }),
    );
  });
});

describe("a fingerprint", () => {
  it.each([
    FINGERPRINT,
    FINGERPRINT.toLowerCase(),
    FINGERPRINT.replaceAll(":", ""),
    `SHA256:${FINGERPRINT}`,
    `sha256 Fingerprint=${FINGERPRINT}`,
    ` SHA-256 ${FINGERPRINT.replaceAll(":", " ")} `,
  ])("is read as tools print it: %s", (text) => expect(parseFingerprint(text)).toBe(FINGERPRINT));

  it.each(["", "AB", FINGERPRINT.slice(3), `${FINGERPRINT}:AB`, "x".repeat(64)])(
    "is nothing else: %s",
    (text) => expect(parseFingerprint(text)).toBeUndefined(),
  );
});

it("reads a list of any length at once, and says what it does not read", () => {
  const list = Array.from({ length: 10_000 }, () => ({ name: "same", address: "gpu:1" }));
  const hosts = readHostList(list);
  expect(hosts).toHaveLength(MOST_HOSTS + 1);
  expect(hosts.at(-1)).toMatchObject({ name: "+9900", parsed: { problem: "too-many" } });
});
