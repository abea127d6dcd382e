// npm run check: types, lint and import rules, form, unused code. All of it runs, whatever fails.
import { spawnSync } from "node:child_process";
import { packageProgram, type Program, root } from "@paddock/system";

const checks: Readonly<Record<string, Program>> = {
  types: [...packageProgram("typescript", "tsc"), "-b"],
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
