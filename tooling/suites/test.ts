// npm test: builds, and runs every suite. `npm test -- core vscode-ui` runs the suites whose names begin with a word.
import { runSuites } from "./src/run-suites.ts";
import { root } from "./src/suite.ts";
import { closingLine, lastLinesOfFailed, summaryTable } from "./src/summary.ts";

const LIMIT_MS = 20 * 60_000;

const stopping = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stopping.abort());
const stop = AbortSignal.any([stopping.signal, AbortSignal.timeout(LIMIT_MS)]);

try {
  const results = await runSuites(root, process.argv.slice(2), stop);
  console.log(`\n${lastLinesOfFailed(results)}${summaryTable(results)}\n\n${closingLine(results)}`);
  process.exitCode = results.every(({ failed }) => failed === 0) ? 0 : 1;
} catch (error) {
  console.error(error instanceof RangeError ? error.message : error);
  console.log("0 passed, 1 failed");
  process.exitCode = 1;
}
