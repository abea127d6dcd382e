// npm run check: types, lint and import rules, form, unused code. All of it runs, whatever fails.
import { spawnSync } from "node:child_process";
import { packageProgram, root, type Program } from "./system/programs.ts";

const checks: Readonly<Record<string, Program>> = {
  "types of core, without DOM and Node": [
    ...packageProgram("typescript", "tsc"),
    "-p",
    "packages/core/tsconfig.pure.json",
  ],
  "types of core": [...packageProgram("typescript", "tsc"), "-p", "packages/core"],
  "types of test-fixtures": [...packageProgram("typescript", "tsc"), "-p", "packages/test-fixtures"],
  "types of vscode": [...packageProgram("typescript", "tsc"), "-p", "packages/vscode"],
  "types of vscode's tests": [...packageProgram("typescript", "tsc"), "-p", "packages/vscode/test"],
  "types of webview-ui": [...packageProgram("typescript", "tsc"), "-p", "packages/webview-ui"],
  "types of webview-ui's tools": [...packageProgram("typescript", "tsc"), "-p", "packages/webview-ui/tools"],
  "types of scripts": [...packageProgram("typescript", "tsc"), "-p", "scripts"],
  "manifest of vscode": [process.execPath, "packages/vscode/tools/manifest.ts", "--check"],
  "lint and import rules": packageProgram("oxlint"),
  form: [...packageProgram("oxfmt"), "--check"],
  "unused code": packageProgram("knip"),
};

const failed = Object.entries(checks).filter(([name, [program, ...args]]) => {
  const startedMs = Date.now();
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: root, encoding: "utf8" });
  console.log(`${status === 0 ? "✓" : "✗"} ${name} (${Date.now() - startedMs} ms)`);
  if (status !== 0) console.log(stdout + stderr);
  return status !== 0;
});
console.log(
  failed.length === 0
    ? "All checks passed."
    : `${failed.length} of ${Object.keys(checks).length} checks failed.`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
