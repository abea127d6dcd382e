// npm test: builds, and runs every suite. `npm test -- core ui` runs those whose names begin so.
import { mkdirSync } from "node:fs";
import { build } from "@paddock/system";
import { runAll } from "./src/run-all.ts";
import { selectSuites } from "./src/select.ts";
import { alone, coreSuite, hostSuite, reports, vitestSuite, type Suite } from "./src/suite.ts";
import { closingLine, summaryTable } from "./src/summary.ts";

/** What a person waits for in these lasts for seconds: whether another window opens, or Ollama writes what it has. */
const WAITING = ["stop-on-exit", "forget"];

const uiSuite = (name: string, ...options: readonly string[]): Suite =>
  vitestSuite(name, "packages/vscode", "--config=test/vitest.ui.config.ts", "--root=.", ...options);

const suites: readonly Suite[] = [
  coreSuite("Node"),
  coreSuite("Bun"),
  coreSuite("Deno"),
  vitestSuite("page", "packages/webview-ui"),
  ...["setup", "system", "check", "test", "vscode-harness", "demo"].map((name) =>
    vitestSuite(name, `tooling/${name}`),
  ),
  vitestSuite("fixtures", "packages/test-fixtures"),
  hostSuite("vscode-host", "packages/vscode"),
  vitestSuite("vscode", "packages/vscode", "--config=test/vitest.unit.config.ts", "--root=."),
  // These wait more than they work, so they go well together.
  vitestSuite("soak", "tooling/soak"),
  uiSuite("vscode-wait", ...WAITING),
  alone(uiSuite("vscode-ui", ...WAITING.map((name) => `--exclude=**/${name}*`))),
];

const stopping = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stopping.abort(signal));

mkdirSync(reports, { recursive: true });
try {
  process.exitCode = await test(selectSuites(suites, process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof RangeError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function test(chosen: readonly Suite[]): Promise<number> {
  if (!(await build("all"))) {
    console.log("The build failed.\n\n0 passed, 1 failed");
    return 1;
  }
  const results = await runAll(chosen, stopping.signal);
  console.log(`\n${summaryTable(results)}\n\n${closingLine(results)}`);
  return results.every(({ failed }) => failed === 0) ? 0 : 1;
}
