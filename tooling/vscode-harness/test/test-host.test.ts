import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

type Run = { readonly code: number; readonly stdout: string; readonly stderr: string };

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "paddock-host-"));
  mkdirSync(join(folder, "extension"));
  const manifest = {
    name: "sample",
    publisher: "paddock-test",
    version: "0.0.1",
    engines: { vscode: "^1.100.0" },
  };
  writeFileSync(join(folder, "extension", "package.json"), JSON.stringify(manifest));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Starts the stand-in for VS Code's executable as test-electron does, with a test runner that has this body. */
function runTests(body: string): Promise<Run> {
  const runner = join(folder, "extension", "runner.cjs");
  writeFileSync(runner, `exports.run = async () => { ${body} };`);
  const args = [
    folder,
    "--no-sandbox",
    `--extensionTestsPath=${runner}`,
    `--extensionDevelopmentPath=${join(folder, "extension")}`,
  ];
  return new Promise((resolve) => {
    execFile(
      fileURLToPath(new URL("../src/test-host/vscode.mjs", import.meta.url)),
      args,
      (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
      },
    );
  });
}

describe("VS Code's test host", () => {
  it("prints the output of the tests, and nothing else", async () => {
    const { code, stdout } = await runTests(`
      const vscode = require("vscode");
      console.log(vscode.workspace.workspaceFolders[0].uri.fsPath);
      process.stdout.write(String(vscode.extensions.getExtension("paddock-test.sample") !== undefined));`);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${folder}\ntrue` });
  });

  it("fails when the tests fail", async () => {
    const { code, stderr } = await runTests(`throw new Error("two tests failed")`);
    expect(code).toBe(1);
    expect(stderr).toContain("two tests failed");
  });

  it("fails when the extension host dies, although VS Code reports success", async () => {
    const { code, stderr } = await runTests(
      `process.kill(process.pid, "SIGKILL"); await new Promise(() => {});`,
    );
    expect(code).toBe(1);
    expect(stderr).toContain("the extension host ended before the tests did");
  });

  it("fails when a promise rejection is not handled", async () => {
    const { code, stderr } = await runTests(`
      void Promise.reject(new Error("lost"));
      await new Promise((resolve) => setImmediate(resolve));`);
    expect(code).toBe(1);
    expect(stderr).toContain("unhandled promise rejections: 1");
  });
});
