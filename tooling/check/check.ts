// npm run check: runs all static checks. Every check runs, even if another one fails.
import { fileURLToPath } from "node:url";
import { execa } from "execa";

/** What is checked, and the command that checks it. */
const checks = {
  types: "tsc -b",
  "lint and import rules": "oxlint",
  formatting: "oxfmt --check",
  "unused code": "knip",
  "commands and menus": "node packages/vscode/tools/manifest.ts --check",
  "sentences of the interface": "node packages/vscode/tools/l10n.ts --check",
} as const satisfies Readonly<Record<string, string>>;

const root = fileURLToPath(new URL("../..", import.meta.url));

const results = await Promise.all(Object.entries(checks).map(([what, command]) => check(what, command)));
const failed = results.filter((isGood) => !isGood).length;
console.log(failed === 0 ? "All checks passed." : `${failed} of ${results.length} checks failed.`);
process.exitCode = failed === 0 ? 0 : 1;

async function check(what: string, command: string): Promise<boolean> {
  const [program = "", ...args] = command.split(" ");
  const options = { cwd: root, preferLocal: true, all: true, reject: false } as const;
  const { failed: isBad, all, durationMs } = await execa(program, args, options);
  console.log(`${isBad ? "✗" : "✓"} ${what} (${Math.round(durationMs)} ms)`);
  if (isBad) console.log(all);
  return !isBad;
}
