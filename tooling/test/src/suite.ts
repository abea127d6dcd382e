import { join } from "node:path";
import { bun, deno, packageProgram, type Program, root } from "@paddock/system";

/** Tests that one program runs, and that leave their numbers in one file. */
export type Suite = {
  readonly name: string;
  /** Where the program runs. */
  readonly folder: string;
  readonly command: Program;
  readonly environment: Readonly<Record<string, string>>;
  /** Where it leaves its numbers. */
  readonly report: string;
  /** The runtime that every test file must note down. */
  readonly runtime?: Runtime;
  /** Needs the machine for itself. */
  readonly isAlone?: boolean;
};

/** A runtime that the core is meant for. */
export type Runtime = "Node" | "Bun" | "Deno";

/** Where suites leave reports, notes and pictures. */
export const reports: string = join(root, "reports");

/** Where the test files of a suite note what they run on. */
export const runtimeNotes = (name: string): string => join(reports, `${name}.runtime.txt`);

const [node, vitest] = packageProgram("vitest");

/** A suite of vitest, with its usual configuration or the one given. */
export function vitestSuite(name: string, folder: string, ...options: readonly string[]): Suite {
  const report = join(reports, `${name}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  return {
    name,
    folder: join(root, folder),
    command: [node, vitest, "run", ...reporters, ...options],
    environment: {},
    report,
  };
}

// Bun cannot use vitest's usual pool, and Deno no other.
const runtimes: Record<Runtime, { readonly program: Program; readonly pool: readonly string[] }> = {
  Node: { program: [node], pool: [] },
  Bun: { program: bun, pool: ["--pool=threads"] },
  Deno: { program: deno, pool: ["--pool=forks"] },
};

/** The suite of the core, on one of the runtimes that it is meant for. */
export function coreSuite(runtime: Runtime): Suite {
  const name = `core-${runtime.toLowerCase()}`;
  const { program, pool } = runtimes[runtime];
  const config = join(root, "packages/core/test/vitest.runtimes.config.ts");
  const suite = vitestSuite(name, "packages/core", `--config=${config}`, "--root=.", ...pool);
  const [, ...args] = suite.command;
  return {
    ...suite,
    command: [...program, ...args],
    environment: { PADDOCK_RUNTIME_NOTES: runtimeNotes(name) },
    runtime,
  };
}

/** The suite inside VS Code's extension host. */
export function hostSuite(name: string, folder: string): Suite {
  const report = join(reports, `${name}.json`);
  return {
    name,
    folder: join(root, folder),
    command: packageProgram("@vscode/test-cli", "vscode-test"),
    environment: { PADDOCK_TEST_REPORT: report },
    report,
  };
}

/** The same suite, with no other beside it. */
export const alone = (suite: Suite): Suite => ({ ...suite, isAlone: true });
