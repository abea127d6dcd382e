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
    ["OLLAMA.COM", "https://OLLAMA.COM:443/x", "https://OLLAMA.COM/x", "OLLAMA.COM:443"],
    ["::ffff:0.0.0.0", "http://127.0.0.1:11434/x", "http://127.0.0.1:11434/x", "[::ffff:0.0.0.0]:11434"],
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
    ["http://host/ollama/../x", "bad-host"],
    ["http://host/ollama/%2e%2e/x", "bad-host"],
    ["http://host/..", "bad-host"],
    ["https://host/ollama?key=x", "bad-host"],
    ["http://host/./x", "bad-host"],
    ["ollama serve", "bad-host"],
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

  it.each([
    ["http://localhost:11434", ["localhost", "LOCALHOST", "localhost.", "http://LocalHost.:11434/"]],
    ["http://[::1]:11434", ["::1", "0:0:0:0:0:0:0:1", "[0::0:1]", "::0001"]],
    [
      "http://127.0.0.1:11434",
      ["127.0.0.1", "::ffff:127.0.0.1", "[::ffff:7f00:1]:11434", "0:0:0:0:0:ffff:127.0.0.1"],
    ],
    ["http://my-pc.lan:11434", ["my-pc.lan", "My-PC.lan", "MY-PC.LAN.", "http://my-pc.lan:11434/v1"]],
    ["http://xn--mller-pc-65a:11434", ["müller-pc", "MÜLLER-PC", "xn--mller-pc-65a"]],
    ["https://ollama.com:443", ["ollama.com", "OLLAMA.COM", "Ollama.com/", "https://ollama.com"]],
  ])("has one origin, %s, however it was entered", (origin, texts) => {
    for (const text of texts) expect(originOf(endpoint(text)), text).toBe(origin);
  });

  it.each([
    ["http://localhost:11434/v1", "", "/v1"],
    ["http://localhost:11434/v1/", "", "/v1"],
    ["http://localhost:11434/api", "", "/api"],
    ["http://localhost:11434/api/tags", "", "/api/tags"],
    ["localhost/v1/chat/completions", "", "/v1/chat/completions"],
    ["http://host/api/v1", "", "/api/v1"],
    ["https://host.example/ollama/v1/", "/ollama", "/v1"],
    ["https://host.example/ollama/api/generate", "/ollama", "/api/generate"],
    ["http://localhost:11434//v1", "", "/v1"],
    ["http://localhost:11434//api/tags", "", "/api/tags"],
    ["http://localhost:11434/V1", "", "/V1"],
    ["http://localhost:11434/API/Tags", "", "/API/Tags"],
    ["http://localhost:11434/api/status", "", "/api/status"],
    ["http://localhost:11434/v1/systemone", "", "/v1/systemone"],
    ["http://localhost:11434/api/generate?stream=false", "", "/api/generate"],
    ["http://localhost:11434/?", "", undefined],
    ["http://localhost:11434?", "", undefined],
    ["https://host.example/api/user/ollama", "/api/user/ollama", undefined],
    ["https://host.example/api/status/ollama", "/api/status/ollama", undefined],
    ["http://localhost:11434/#/", "", undefined],
    ["https://host.example/ollama", "/ollama", undefined],
    ["https://host.example/api/ollama", "/api/ollama", undefined],
    ["https://host.example/v1.5", "/v1.5", undefined],
    ["https://host.example/", "", undefined],
  ])("does not contain the path of the API in %s", (text, path, apiPath) => {
    const { path: prefix, apiPath: left } = endpoint(text);
    expect([prefix, left]).toEqual([path, apiPath]);
  });

  it("takes off the path of the API whatever is before it", () => {
    const prefix = fc.array(fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/), { maxLength: 3 });
    const apiPath = fc.constantFrom("/v1", "/api", "/api/tags", "/v1/models", "/api/experimental/x");
    fc.assert(
      fc.property(prefix, apiPath, (segments, suffix) => {
        fc.pre(!segments.some((segment) => segment === "v1" || segment === "api"));
        const path = segments.map((segment) => `/${segment}`).join("");
        expect(endpoint(`http://host${path}${suffix}`)).toMatchObject({ path, apiPath: suffix });
        expect(endpoint(`http://host${path}`)).not.toHaveProperty("apiPath");
      }),
    );
  });

  it.each([
    ["OLLAMA_HOST=192.168.1.5:8080 ollama serve", "http://192.168.1.5:8080"],
    ["export OLLAMA_HOST=http://192.168.1.5:8080", "http://192.168.1.5:8080"],
    ["export OLLAMA_HOST='192.168.1.5'", "http://192.168.1.5:11434"],
    ['$env:OLLAMA_HOST = "192.168.1.5:8080"', "http://192.168.1.5:8080"],
    ['setx OLLAMA_HOST "192.168.1.5:8080"', "http://192.168.1.5:8080"],
    ["set OLLAMA_HOST=192.168.1.5", "http://192.168.1.5:11434"],
    ["set -x OLLAMA_HOST 192.168.1.5", "http://192.168.1.5:11434"],
    ['Environment="OLLAMA_HOST=192.168.1.5:8080"', "http://192.168.1.5:8080"],
    ["docker run -d -e OLLAMA_HOST=192.168.1.5:8080 ollama/ollama", "http://192.168.1.5:8080"],
    ["OLLAMA_HOST: 192.168.1.5:8080", "http://192.168.1.5:8080"],
    ['SetEnvironmentVariable("OLLAMA_HOST", "192.168.1.5", "User")', "http://192.168.1.5:11434"],
    ["OLLAMA_HOST=:8080", "http://0.0.0.0:8080"],
    ["curl http://192.168.1.5:8080/api/tags", "http://192.168.1.5:8080"],
    ["$ curl -s 'http://192.168.1.5:8080/api/generate' -d '{\"model\": \"x\"}'", "http://192.168.1.5:8080"],
    ["Listening on http://192.168.1.5:8080", "http://192.168.1.5:8080"],
    ["`192.168.1.5:8080`", "http://192.168.1.5:8080"],
    ["“192.168.1.5:8080”", "http://192.168.1.5:8080"],
    ["<http://192.168.1.5:8080>", "http://192.168.1.5:8080"],
  ])("is read from a pasted line: %s", (text, origin) => {
    expect(originOf(endpoint(text))).toBe(origin);
  });

  it("has an origin that consists of scheme, host, port and path", () => {
    expect(originOf(DEFAULT_ENDPOINT)).toBe("http://localhost:11434");
    expect(originOf(endpoint("https://example.com/ollama"))).toBe("https://example.com:443/ollama");
  });
});
