import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bindAddress,
  DEFAULT_ENDPOINT,
  dialUrl,
  originOf,
  parseEndpoint,
  shownUrl,
  withoutCredentials,
  type Endpoint,
} from "./endpoint.ts";

function endpoint(text: string): Endpoint {
  const parsed = parseEndpoint(text);
  if ("problem" in parsed) throw new Error(`${text}: ${parsed.problem}`);
  return parsed.endpoint;
}

describe("an endpoint", () => {
  it.each([
    // text that was entered, URL to connect to, URL to show, address that a server of ours binds
    ["", "http://127.0.0.1:11434/x", "http://localhost:11434/x", "127.0.0.1:11434"],
    ['  "1.2.3.4" ', "http://1.2.3.4:11434/x", "http://1.2.3.4:11434/x", "1.2.3.4:11434"],
    ["1.2.3.4:80", "http://1.2.3.4:80/x", "http://1.2.3.4/x", "1.2.3.4:80"],
    ["http://1.2.3.4", "http://1.2.3.4:80/x", "http://1.2.3.4/x", "1.2.3.4:80"],
    ["https://1.2.3.4", "https://1.2.3.4:443/x", "https://1.2.3.4/x", "1.2.3.4:443"],
    [
      "https://example.com:8443/ollama/",
      "https://example.com:8443/ollama/x",
      "https://example.com:8443/ollama/x",
      "example.com:8443",
    ],
    ["ollama.com", "https://ollama.com:443/x", "https://ollama.com/x", "ollama.com:443"],
    ["example.com", "http://example.com:11434/x", "http://example.com:11434/x", "example.com:11434"],
    ["0.0.0.0", "http://127.0.0.1:11434/x", "http://127.0.0.1:11434/x", "0.0.0.0:11434"],
    ["0.0.0.0:9000", "http://127.0.0.1:9000/x", "http://127.0.0.1:9000/x", "0.0.0.0:9000"],
    [":9000", "http://127.0.0.1:9000/x", "http://127.0.0.1:9000/x", "0.0.0.0:9000"],
    ["::1", "http://[::1]:11434/x", "http://[::1]:11434/x", "[::1]:11434"],
    ["[::1]:9000", "http://[::1]:9000/x", "http://[::1]:9000/x", "[::1]:9000"],
    ["[::]", "http://[::1]:11434/x", "http://[::1]:11434/x", "[::]:11434"],
    ["http://", "http://127.0.0.1:80/x", "http://127.0.0.1/x", "127.0.0.1:80"],
    [
      "::ffff:1.2.3.4",
      "http://[::ffff:1.2.3.4]:11434/x",
      "http://[::ffff:1.2.3.4]:11434/x",
      "[::ffff:1.2.3.4]:11434",
    ],
    [
      "http://müller-pc:11434",
      "http://xn--mller-pc-65a:11434/x",
      "http://xn--mller-pc-65a:11434/x",
      "xn--mller-pc-65a:11434",
    ],
    [
      "http://ollama.例え.example:11434",
      "http://ollama.xn--r8jz45g.example:11434/x",
      "http://ollama.xn--r8jz45g.example:11434/x",
      "ollama.xn--r8jz45g.example:11434",
    ],
    ["My_Host.lan.", "http://My_Host.lan.:11434/x", "http://My_Host.lan.:11434/x", "My_Host.lan.:11434"],
    ["localhost:9000", "http://localhost:9000/x", "http://localhost:9000/x", "localhost:9000"],
  ])("%j", (text, dialled, shown, bound) => {
    expect(dialUrl(endpoint(text), "/x")).toBe(dialled);
    expect(shownUrl(endpoint(text), "/x")).toBe(shown);
    expect(bindAddress(endpoint(text))).toBe(bound);
  });

  it.each([
    ["1.2.3.4:111543", "bad-port"],
    ["1.2.3.4:x", "bad-port"],
    ["1.2.3.4:0", "bad-port"],
    ["1.2.3.4:-1", "bad-port"],
    ["ftp://1.2.3.4", "bad-scheme"],
    ["://x", "bad-scheme"],
    ["a b", "bad-host"],
    ["user:secret@host", "has-credentials"],
    ["http://user:secret@host:80", "has-credentials"],
    ["host/../../x?y", "bad-host"],
    ["[::1", "bad-host"],
    ["1::2::3", "bad-host"],
    ["[fe80::1%eth0]:80", "bad-host"],
    ["11435", "bad-host"],
    ["1.2.3.400", "bad-host"],
    [":::1", "bad-host"],
    ["a..b", "bad-host"],
    ["127.1", "bad-host"],
    ["0x7f.0.0.1", "bad-host"],
    ["010.0.0.1", "bad-host"],
    ["１.2.3.4", "bad-host"],
    ["-a", "bad-host"],
    ["a!b", "bad-host"],
    ["a\u00adb c", "bad-host"],
    ["%6c", "bad-host"],
    ["1:2:3:4:5:6:7:8:9", "bad-host"],
  ])("%j is rejected: %s", (text, problem) => {
    expect(parseEndpoint(text)).toEqual({ problem });
  });

  it("has a URL that can be parsed and an origin that parses to itself, for any text", () => {
    const part = fc.oneof(
      fc.constantFrom(
        "http://",
        "https://",
        "localhost",
        "[::1]",
        "::1",
        "0.0.0.0",
        ":",
        "8080",
        "/",
        "@",
        "%",
        ".",
      ),
      fc.string({ maxLength: 6 }),
    );
    const text = fc.array(part, { maxLength: 5 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(text, (entered) => {
        const parsed = parseEndpoint(entered);
        if ("problem" in parsed) return;
        const { port } = new URL(dialUrl(parsed.endpoint, "/api/tags"));
        expect([String(parsed.endpoint.port), ""]).toContain(port);
        const origin = originOf(parsed.endpoint);
        expect(originOf(endpoint(origin))).toBe(origin);
        expect(JSON.stringify(parsed)).not.toContain("@");
      }),
      { numRuns: 5_000 },
    );
  });

  it("is shown without parts that may be secret", () => {
    expect(withoutCredentials("http://user:secret@host:80/x")).toBe("http://…@host:80/x");
    expect(withoutCredentials("user:secret@host")).toBe("…@host");
    expect(withoutCredentials("http://host/?token=secret")).toBe("http://host/?…");
    expect(withoutCredentials("http://host/#secret")).toBe("http://host/#…");
    expect(withoutCredentials("http://user:se/cret@host")).toBe("http://…@host");
    expect(withoutCredentials("host:80")).toBe("host:80");
  });

  it("has an origin that consists of scheme, host, port and path", () => {
    expect(originOf(DEFAULT_ENDPOINT)).toBe("http://localhost:11434");
    expect(originOf(endpoint("https://example.com/ollama"))).toBe("https://example.com:443/ollama");
  });
});
