import { recording, versions } from "@paddock/test-fixtures";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { differences, parseEnvironment } from "./environment.ts";
import { parseLogLine } from "./log-line.ts";

function recorded(version: (typeof versions)[number]) {
  const found = recording(version, "log-first-start");
  const line = found.kind === "log" ? found.log.find((one) => one.includes("server config")) : undefined;
  const parsed = parseLogLine(line ?? "");
  return parseEnvironment(parsed.kind === "event" ? (parsed.fields.get("env") ?? "") : "") ?? [];
}

describe.each(versions)("the configuration of Ollama %s (recording log-first-start)", (version) => {
  it("is read by variable", () => {
    const settings = new Map(recorded(version).map(({ name, value }) => [name, value]));
    expect(settings.size).toBeGreaterThan(25);
    expect(settings.get("OLLAMA_KEEP_ALIVE")).toBe("5m0s");
    expect(settings.get("OLLAMA_MODELS")).toBe("/home/user/.ollama/models");
    expect(settings.get("OLLAMA_HOST")).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(settings.get("OLLAMA_ORIGINS")).toMatch(/^\[http:\/\/localhost .* vscode-file:\/\/\*\]$/);
    expect(settings.get("no_proxy")).toBe("");
  });

  it("differs from Ollama's defaults only in what the recording has set", () => {
    const names = differences(recorded(version)).map(({ name }) => name);
    expect(names.filter((name) => name !== "OLLAMA_HOST" && name !== "OLLAMA_NO_CLOUD")).toEqual([]);
  });
});

describe("a configuration", () => {
  const parsed = (env: string) => parseEnvironment(env)?.map(({ name, value }) => `${name}=${value}`);

  it("may have spaces, brackets and colons in its values", () => {
    expect(
      parsed("map[OLLAMA_HOST:http://[::]:11434 OLLAMA_MODELS:/my [old] models: all OLLAMA_VULKAN:true]"),
    ).toEqual(["OLLAMA_HOST=http://[::]:11434", "OLLAMA_MODELS=/my [old] models: all", "OLLAMA_VULKAN=true"]);
    // A name that is not in order is a part of the value before it.
    expect(parsed("map[OLLAMA_MODELS:/my OLLAMA_HOST:x OLLAMA_VULKAN:true]")).toEqual([
      "OLLAMA_MODELS=/my OLLAMA_HOST:x",
      "OLLAMA_VULKAN=true",
    ]);
  });

  it.each(["", "map[", "OLLAMA_HOST:x", "map[OLLAMA_HOST:x"])("is not %j", (env) => {
    expect(parseEnvironment(env)).toBeUndefined();
  });

  it.each([
    ["HTTPS_PROXY", "http://joe:S3cret@proxy:3128", "http://…@proxy:3128"],
    ["HTTP_PROXY", "joe:S3:c@ret@proxy:3128", "…@proxy:3128"],
    ["https_proxy", "http://proxy/?token=S3cret", "http://proxy/?…"],
    ["OLLAMA_API_KEY", "S3cret", "…"],
    ["OLLAMA_AUTH", "true", "true"],
    ["OLLAMA_HOST", "http://joe:S3cret@0.0.0.0:1", "http://…@0.0.0.0:1"],
    ["NO_PROXY", "localhost,10.0.0.0/8", "localhost,10.0.0.0/8"],
  ])("never has a secret: %s", (name, value, shown) => {
    expect(parsed(`map[${name}:${value}]`)).toEqual([`${name}=${shown}`]);
  });

  it("keeps no password of a proxy, whatever it is", () => {
    const password = fc
      .string({ minLength: 8, unit: "grapheme-ascii" })
      .filter((word) => !/[\s"\]]/.test(word));
    fc.assert(
      fc.property(password, fc.constantFrom("HTTP_PROXY", "https_proxy"), (secret, name) => {
        const [setting] = parseEnvironment(`map[${name}:http://joe:${secret}@proxy:1]`) ?? [];
        expect(setting?.value).toBe("http://…@proxy:1");
      }),
    );
  });

  it("says what is usual where that is one value", () => {
    const settings = parseEnvironment(
      "map[NEW_THING:1 OLLAMA_FLASH_ATTENTION:true OLLAMA_KEEP_ALIVE:10m0s OLLAMA_MODELS:C:\\Users\\a\\.ollama\\models OLLAMA_NUM_PARALLEL:4 OLLAMA_ORIGINS:[* http://localhost https://localhost]]",
    );
    expect(differences(settings ?? [])).toEqual([
      { name: "NEW_THING", value: "1" },
      { name: "OLLAMA_FLASH_ATTENTION", value: "true", usual: "false" },
      { name: "OLLAMA_KEEP_ALIVE", value: "10m0s", usual: "5m0s" },
      { name: "OLLAMA_NUM_PARALLEL", value: "4" },
      { name: "OLLAMA_ORIGINS", value: "*" },
    ]);
  });
});
