import { parseArguments } from "./arguments.ts";
import { runInHost } from "./run.ts";

const stopping = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(signal, () => stopping.abort(signal));
const limitMs = Number(process.env.PADDOCK_TEST_LIMIT_MS ?? 600_000);
setTimeout(() => stopping.abort(`the tests did not end within ${limitMs} ms`), limitMs).unref();

try {
  const { code, reason } = await runInHost(parseArguments(process.argv.slice(2)), stopping.signal);
  if (reason !== undefined) console.error(`VS Code's test host: ${reason}`);
  process.exitCode = code;
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}
// Exits although handles may be open, but only after the output has been written.
process.stdout.write("", () => process.exit());
