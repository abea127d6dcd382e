import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fontConfiguration, libraryPath } from "../src/bundled-chromium.ts";
import { isForeign } from "../src/environment.ts";
import { changeSettings } from "../src/settings.ts";
import { parseArguments } from "../src/test-host/arguments.ts";

describe("the arguments of the test host", () => {
  it("are those that test-cli passes to VS Code", () => {
    const run = parseArguments([
      "/work/folder",
      "--no-sandbox",
      "--disable-gpu-sandbox",
      "--extensionTestsPath=/out/runner.cjs",
      "--extensionDevelopmentPath=/ext/a b",
      "--extensionDevelopmentPath=/ext/c",
      "--user-data-dir=/somewhere",
    ]);
    expect(run).toEqual({
      extensions: ["/ext/a b", "/ext/c"],
      runner: "/out/runner.cjs",
      folder: "/work/folder",
      withoutOtherExtensions: false,
    });
  });

  it("may contain the folder as a URI, and disable other extensions", () => {
    const run = parseArguments(["--folder-uri=file:///work/a%20b", "--disable-extensions"]);
    expect(run).toMatchObject({ folder: "/work/a b", withoutOtherExtensions: true, runner: undefined });
  });
});

describe("the environment that VS Code inherits", () => {
  it.each([
    "VSCODE_IPC_HOOK_CLI",
    "NODE_OPTIONS",
    "VITEST_WORKER_ID",
    "npm_config_cache",
    "PORT",
    "NODE_ENV",
  ])("does not include %s", (name) => expect(isForeign(name)).toBe(true));

  it.each(["PATH", "HOME", "OLLAMA_HOST", "PADDOCK_DEMO", "VSCODE_TEST_OPTIONS", "NODE_V8_COVERAGE"])(
    "includes %s",
    (name) => expect(isForeign(name)).toBe(false),
  );
});

it("changes some settings and leaves the others", () => {
  const folder = mkdtempSync(join(tmpdir(), "paddock-settings-"));
  const file = join(folder, "User", "settings.json");
  changeSettings(file, { a: 1, b: 2 });
  changeSettings(file, { b: undefined, c: 3 });
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({ a: 1, c: 3 });
  rmSync(folder, { recursive: true });
});

describe("the browser from the packages", () => {
  it("finds its own libraries before those of the system", () => {
    expect(libraryPath("/cache", undefined)).toEqual({ LD_LIBRARY_PATH: "/cache/al2023/lib" });
    expect(libraryPath("/cache", "/opt/lib")).toEqual({ LD_LIBRARY_PATH: "/cache/al2023/lib:/opt/lib" });
  });

  it("finds its own fonts", () => {
    expect(fontConfiguration("/cache")).toContain("<dir>/cache/fonts/fonts</dir>");
  });
});
