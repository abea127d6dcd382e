// The extension host loads this file instead of the test runner, and this file runs the test runner. The output of the
// tests is written to two files, because the browser's console also contains hundreds of lines of VS Code's own.
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

// VS Code's loggers report this if the native module that writes log files is not compiled.
const missingLogger = "Could not locate the bindings file";

/** Runs the test runner; VS Code calls this. */
export async function run(...args: readonly unknown[]): Promise<void> {
  divertOutput();
  const rejections = collectRejections();
  try {
    await runnerIn(await import(pathToFileURL(runner).href)).run(...args);
    if (rejections.size > 0) throw new Error(`unhandled promise rejections: ${rejections.size}`);
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

// Mocha leaves rejections to the host, which only logs them. Those of VS Code's own extensions are ignored.
function collectRejections(): ReadonlySet<unknown> {
  const found = new Set<unknown>(); // mocha emits each rejection again
  process.on("unhandledRejection", (reason) => {
    const text = reason instanceof Error ? (reason.stack ?? "") : "";
    if (found.has(reason) || !sources.split("\n").some((source) => text.includes(source))) return;
    found.add(reason);
    console.error(`Unhandled rejection: ${text}`);
  });
  return found;
}

// The host's console properties have setters that do nothing, and write() is sealed: they can only be redefined.
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
