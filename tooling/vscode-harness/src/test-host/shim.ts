// Loaded by the extension host in place of the test runner, which it runs. What the tests print would get
// into the browser's console, among hundreds of lines of VS Code's own; here it goes into two files.
import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Writable } from "node:stream";
import { pathToFileURL } from "node:url";
import { format } from "node:util";

type Runner = { readonly run: (...args: readonly unknown[]) => unknown };

const {
  PADDOCK_TEST_RUNNER: runner = "",
  PADDOCK_TEST_RESULTS: folder = "",
  PADDOCK_TEST_SOURCES: sources = "",
} = process.env;

// What every logger of VS Code says where nobody could compile the module that writes its files.
const missingLogger = "Could not locate the bindings file";

/** Runs the test runner; VS Code calls this. */
export async function run(...args: readonly unknown[]): Promise<void> {
  divertOutput();
  const rejections = collectRejections();
  try {
    await runnerIn(await import(pathToFileURL(runner).href)).run(...args);
    if (rejections.size > 0) throw new Error(`rejected promises that nobody cared for: ${rejections.size}`);
    writeFileSync(join(folder, "passed"), "");
  } catch (error) {
    console.error(error instanceof Error ? error.stack : error);
    throw error;
  }
}

function runnerIn(loaded: unknown): Runner {
  if (isRunner(loaded)) return loaded;
  if (typeof loaded === "object" && loaded !== null && "default" in loaded && isRunner(loaded.default)) {
    return loaded.default;
  }
  throw new TypeError(`${runner} has no function "run"`);
}

const isRunner = (value: unknown): value is Runner =>
  typeof value === "object" && value !== null && "run" in value && typeof value.run === "function";

// Mocha leaves them to the host, which only logs them. Those of VS Code's own extensions are not ours.
function collectRejections(): ReadonlySet<unknown> {
  const found = new Set<unknown>(); // mocha passes each on once more
  process.on("unhandledRejection", (reason) => {
    const text = reason instanceof Error ? (reason.stack ?? "") : "";
    if (found.has(reason) || !sources.split("\n").some((source) => text.includes(source))) return;
    found.add(reason);
    console.error(`Unhandled rejection: ${text}`);
  });
  return found;
}

// The host has given the console setters that do nothing, and has sealed write(): only defining anew helps.
function divertOutput(): void {
  for (const [name, methods] of Object.entries({
    stdout: ["log", "info", "debug"],
    stderr: ["warn", "error", "trace"],
  })) {
    const put = (text: string | Uint8Array): void => appendFileSync(join(folder, name), text);
    define(process, name, streamTo(put));
    for (const method of methods) {
      define(console, method, (...args: readonly unknown[]) => {
        const line = format(...args);
        if (!line.includes(missingLogger)) put(`${line}\n`);
      });
    }
  }
}

function streamTo(put: (chunk: string | Uint8Array) => void): Writable {
  return new Writable({
    decodeStrings: false,
    write(chunk: string | Uint8Array, _encoding, done) {
      put(chunk);
      done();
    },
  });
}

function define(object: object, name: string, value: unknown): void {
  Object.defineProperty(object, name, { value, writable: true, configurable: true, enumerable: true });
}
