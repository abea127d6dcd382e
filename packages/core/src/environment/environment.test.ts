import { recording, versions } from "@paddock/test-fixtures";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_ENDPOINT } from "../hosts/endpoint.ts";
import { checkEnvironment } from "./check-environment.ts";
import { isObstacle } from "./environment-problems.ts";
import { meantName } from "./meant-name.ts";
import { isVariable, VARIABLE_NAMES, variableOf } from "./variables.ts";

const check = (environment: Readonly<Record<string, string>>) =>
  checkEnvironment({ environment }, DEFAULT_ENDPOINT);

/** The variables that a recorded Ollama says it reads, with the values that it took. */
function serverConfig(version: (typeof versions)[number]): ReadonlyMap<string, string> {
  const found = recording(version, "log-first-start");
  const line =
    found.kind === "log" ? found.log.find((one) => one.includes('msg="server config"')) : undefined;
  const [, config = ""] = / env="map\[(.*)\]"/.exec(line ?? "") ?? [];
  return new Map(
    [...config.matchAll(/([A-Z_]+):(.*?)(?= [A-Z_]+:|$)/g)].map(([, name = "", value = ""]) => [name, value]),
  );
}

/** Numbers and versions of a release, to compare them. */
const ordered = (version: string): number =>
  version
    .split(/[.-]/)
    .slice(0, 2)
    .map(Number)
    .reduce((sum, part) => sum * 1_000 + part, 0);

describe("the table of variables", () => {
  it.each(versions)("has all that Ollama %s says it reads, and says since when and until when", (version) => {
    const read = new Set(serverConfig(version).keys());
    expect(read.size).toBeGreaterThan(25);
    expect([...read].filter((name) => !isVariable(name))).toEqual([]);
    for (const name of VARIABLE_NAMES) {
      const { since = "0.12", until = "9.0" } = variableOf(name);
      const isSilent = ["OLLAMA_LIBRARY_PATH", "OLLAMA_CLOUD_BASE_URL", "OLLAMA_AUTH"].includes(name);
      const isRead = ordered(since) <= ordered(version) && ordered(version) < ordered(until);
      if (!isSilent) expect(read.has(name), name).toBe(isRead);
    }
  });

  it("has the defaults of the newest recorded Ollama", () => {
    const config = serverConfig("0.40-preview");
    const shown = (name: string): string | undefined => config.get(name)?.replace("5m0s", "5m");
    for (const name of ["OLLAMA_KEEP_ALIVE", "OLLAMA_LOAD_TIMEOUT", "OLLAMA_CONTEXT_LENGTH"] as const)
      expect(shown(name), name).toBe(variableOf(name).default);
    for (const name of VARIABLE_NAMES) {
      const { value, default: otherwise } = variableOf(name);
      if (value.kind === "whole") expect(shown(name), name).toBe(otherwise);
      if (value.kind === "flag" && otherwise !== undefined && config.has(name) && name !== "OLLAMA_NO_CLOUD")
        expect(shown(name), name).toBe(otherwise);
    }
  });
});

describe("the check of an environment", () => {
  it.each([
    ["a switch", { OLLAMA_NOPRUNE: "no" }, { kind: "not-a-flag", name: "OLLAMA_NOPRUNE", value: "no" }],
    [
      "a negative number",
      { OLLAMA_NUM_PARALLEL: "-1" },
      { kind: "not-whole", name: "OLLAMA_NUM_PARALLEL", value: "-1" },
    ],
    [
      "a size in words",
      { OLLAMA_GPU_OVERHEAD: "1GB" },
      { kind: "not-whole", name: "OLLAMA_GPU_OVERHEAD", value: "1GB" },
    ],
    [
      "a duration",
      { OLLAMA_KEEP_ALIVE: "5 minutes" },
      { kind: "not-a-duration", name: "OLLAMA_KEEP_ALIVE", value: "5 minutes" },
    ],
    [
      "a kind of cache that is none",
      { OLLAMA_KV_CACHE_TYPE: "q8" },
      { kind: "not-a-choice", name: "OLLAMA_KV_CACHE_TYPE", value: "q8", choices: ["f16", "q8_0", "q4_0"] },
    ],
    [
      "a port that is none (recording log-bad-host)",
      { OLLAMA_HOST: "127.0.0.1:111543" },
      { kind: "other-address", value: "127.0.0.1:111543", address: "127.0.0.1:11434" },
    ],
    [
      "an address at which Paddock would not look",
      { OLLAMA_HOST: "0.0.0.0" },
      { kind: "other-address", value: "0.0.0.0", address: "127.0.0.1:11434" },
    ],
    [
      "a folder in the home",
      { OLLAMA_MODELS: "~/models" },
      { kind: "not-absolute", name: "OLLAMA_MODELS", value: "~/models" },
    ],
    ["a name that cannot be", { "A=B": "1" }, { kind: "impossible", name: "A=B" }],
    ["a name that is a command", { "X; id": "1" }, { kind: "impossible", name: "X; id" }],
    ["a value with a null character", { FOO: "a\0b" }, { kind: "impossible", name: "FOO" }],
    [
      "a misspelt name",
      { OLLAMA_KEEPALIVE: "1h" },
      { kind: "misspelt", name: "OLLAMA_KEEPALIVE", meant: "OLLAMA_KEEP_ALIVE" },
    ],
  ])("finds %s", (_what, environment, problem) => expect(check(environment)).toEqual([problem]));

  it.each([
    { OLLAMA_KEEP_ALIVE: "-1" },
    { OLLAMA_KEEP_ALIVE: "1h30m" },
    { OLLAMA_KEEP_ALIVE: "0" },
    { OLLAMA_NOPRUNE: "T" },
    { OLLAMA_DEBUG: "2" },
    { OLLAMA_NUM_PARALLEL: ' "4" ' },
    { OLLAMA_KV_CACHE_TYPE: "" },
    { OLLAMA_MODELS: "/srv/models", HTTPS_PROXY: "http://me:secret@proxy:3128" },
    { OLLAMA_MODELS: "D:\\models" },
    { OLLAMA_HOST: "http://127.0.0.1:11434" },
    { OLLAMA_HOST: "localhost" },
    { OLLAMA_OF_A_FORK: "yes", LD_LIBRARY_PATH: "/opt" },
  ])("finds nothing in %o", (environment) => expect(check(environment)).toEqual([]));

  it("says of a list or an object in the setting that it is no text", () => {
    const problems = checkEnvironment({ environment: {}, notTexts: ["OLLAMA_ORIGINS"] }, DEFAULT_ENDPOINT);
    expect(problems).toEqual([{ kind: "not-text", name: "OLLAMA_ORIGINS" }]);
    expect(problems.every(isObstacle)).toBe(true);
  });

  it("shows no password of an address", () => {
    expect(JSON.stringify(check({ OLLAMA_HOST: "http://me:secret@far:1" }))).not.toContain("secret");
  });

  it("takes every whole number, and nothing else for one", () => {
    fc.assert(fc.property(fc.nat(), (number) => check({ OLLAMA_MAX_QUEUE: String(number) }).length === 0));
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (text) => {
        const isNumber = /^[\s"']*\d{1,18}[\s"']*$/.test(text) || /^[\s"']*$/.test(text);
        return isNumber || check({ OLLAMA_MAX_QUEUE: text }).length === 1;
      }),
    );
  });
});

describe("the name that is meant", () => {
  it.each([
    ["OLLAMA_KEEPALIVE", "OLLAMA_KEEP_ALIVE"],
    ["ollama_models", "OLLAMA_MODELS"],
    ["OLLAMA-NUM-PARALLEL", "OLLAMA_NUM_PARALLEL"],
    ["NUM_PARALLEL", "OLLAMA_NUM_PARALLEL"],
    ["OLLAMA_MAX_LOADED_MODEL", "OLLAMA_MAX_LOADED_MODELS"],
    ["OLAMA_HOST", undefined],
    ["OLLAMA_HSOT", "OLLAMA_HOST"],
    ["OLLAMA_LOW_VRAM_NUM_PARALLEL", undefined],
    ["PATH", undefined],
    ["OLLAMA_HOST", undefined],
  ])("of %s is %s", (name, meant) => expect(meantName(name)).toBe(meant));

  it("is found for any known name with one letter wrong", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...VARIABLE_NAMES.filter((name) => name.startsWith("OLLAMA_"))),
        fc.nat(),
        (name, at) => {
          const place = 7 + (at % (name.length - 7));
          const wrong = `${name.slice(0, place)}Q${name.slice(place + 1)}`;
          return isVariable(wrong) || meantName(wrong) !== undefined;
        },
      ),
    );
  });
});
