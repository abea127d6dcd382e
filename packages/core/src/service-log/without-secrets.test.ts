import { recording, versions } from "@paddock/test-fixtures";
import { describe, expect, it } from "vitest";
import { toLogLine } from "../adapters/owners/log-text.ts";
import { describeLines } from "./description.ts";

const EVENT = "time=2026-11-23T05:54:13.394Z level=INFO source=routes.go:1 ";
const CONFIG = `${EVENT}msg="server config" `;
const REQUEST = "[GIN] 2026/11/23 - 05:58:34 | 200 | 1.1ms | 127.0.0.1 | GET";

describe("a line of a log", () => {
  it.each([
    ["a key of a subprocess", `${EVENT}msg=subprocess OLLAMA_API_KEY=S3cret PATH=/x`],
    ["variables of a subprocess", `${EVENT}"" ="[HTTPS_PROXY=me:S3cret@proxy OLLAMA_API_KEY=S3cret]"`],
    ["a password with a slash", `${CONFIG}env="map[HTTPS_PROXY:http://me:S3/S3cret@proxy:3128]"`],
    ["a password with @", `${CONFIG}env="map[OLLAMA_REMOTES:[http://me:p@S3cret@host]]"`],
    ["a password with a space", `${CONFIG}env="map[HTTPS_PROXY:http://me:a ZZZ:S3cret@proxy NO_PROXY:]"`],
    ["a proxy for all", `${CONFIG}env="map[ALL_PROXY:me:S3cret@proxy]"`],
    ["a host without a scheme", `${CONFIG}env="map[OLLAMA_HOST:me:S3cret@host:1]"`],
    [
      "proxies in lower case",
      `${CONFIG}env="map[http_proxy:me:S3cret@proxy https_proxy:http://u:S3cret@p/]"`,
    ],
    ["JSON", '{"msg":"server config","env":{"HTTPS_PROXY":"http://me:S3cret@proxy","MY_TOKEN": "S3cret"}}'],
    ["a map in JSON", '{"msg":"server config","env":"map[OLLAMA_API_KEY:S3 S3cret]"}'],
    ["a time before it", `2026-11-23T05:54:13Z ${CONFIG}env="map[HTTPS_PROXY:me:S3cret@proxy]"`],
    ["other quotes", `[pod/ollama-0] ${CONFIG}env='map[OLLAMA_API_KEY:S3 S3cret]'`],
    ["a tab", `${CONFIG.trim()}\tenv="map[OLLAMA_API_KEY:S3 S3cret]"`],
    ["no quotes", "2026/11/23 05:58:34 routes.go:1125: INFO server config env=map[OLLAMA_API_KEY:S3cret]"],
    ["two maps", `${EVENT}msg=a env="map[AAA:1]" env="map[OLLAMA_API_KEY:S3cret]"`],
    ["an end that is not written yet", `${CONFIG}env="map[HTTPS_PROXY:me:S3cret`],
    ["an address", `${EVENT}msg="proxyconnect tcp: dial http://me:S3/S3cret@proxy:1: no"`],
    ["an address without quotes", `${EVENT}url=http://me:p@S3cret@proxy/`],
    ["a request", `${REQUEST}      "/api/tags?key=S3cret"`],
    ["a request with quotes", `${REQUEST}      "/api/tags?a=\\"S3cret\\"&key=S3cret"`],
    ["a request that is cut", `${REQUEST}      "/api/tags?key=S3cret`],
    ["a request after a time", `2026-11-23T05:54:13Z ${REQUEST} "/api/tags?key=S3cret"`],
    ["a request in a journal", `Nov 23 host ollama[1]: ${REQUEST} "/api/tags?key=S3cret"`],
    ["headers", `${EVENT}msg="request" headers="map[Authorization:[Bearer S3cret]]"`],
    ["a header", "Authorization: Bearer S3cret"],
    ["a cookie", "Cookie: a=b; session=S3cret"],
    ["a signed address", `${EVENT}url="https://cdn/x?X-Amz-Signature=S3cret&token=S3cret"`],
    ["a signature alone", "query X-Amz-Signature=S3cret&X-Amz-Date=1"],
    ["a key in lower case", "x-api-key: S3cret".replace(": ", ":")],
    ["colours", `${CONFIG}\u001b[2menv=\u001b[0m"map[OLLAMA_API_KEY:S3 S3cret]"`],
    ["a title", `${CONFIG}\u001b]0;x\u0007env="map[OLLAMA_API_KEY:S3 S3cret]"`],
    ["an invisible character", `${CONFIG}e\u200bnv="map[OLLAMA_API_KEY:S3 S3cret]"`],
  ])("has no secret: %s", (_, raw) => {
    const line = toLogLine(raw);
    expect(line).not.toContain("S3cret");
    expect(line).toContain("…");
    expect(JSON.stringify(describeLines([line]))).not.toContain("S3cret");
    expect(toLogLine(line)).toBe(line);
  });

  it("keeps what is no secret", () => {
    const line = `${CONFIG}env="map[OLLAMA_AUTH:false OLLAMA_HOST:http://[::]:11434 OLLAMA_MODELS:/mnt/@home/models no_proxy:]"`;
    expect(toLogLine(line)).toBe(line);
  });

  it.each(versions)("is as Ollama %s wrote it where it has none (recordings)", (version) => {
    for (const name of ["log-first-start", "log-crash"] as const) {
      const found = recording(version, name);
      if (found.kind === "log") expect(found.log.map(toLogLine)).toEqual(found.log);
    }
  });
});
