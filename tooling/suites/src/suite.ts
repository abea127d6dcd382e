import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig, type ViteUserConfig } from "vitest/config";
import { StandstillReporter } from "./standstill-reporter.ts";

type TestOptions = NonNullable<ViteUserConfig["test"]>;

/** The root folder of the repository. */
export const root: string = fileURLToPath(new URL("../../..", import.meta.url));

/** The name of a suite: its folder, and the part of its script after `test:`. */
export const suiteName = (folder: string, script: string): string =>
  [basename(folder), ...script.split(":").slice(1)].join("-");

/** The report file of a suite. */
export const reportOf = (repository: string, suite: string): string =>
  join(repository, "reports", `${suite}.json`);

/** The vitest configuration of every workspace. In an npm script `test` or `test:…`, vitest also writes a report. */
export function suite(options: TestOptions = {}): ViteUserConfig {
  return defineConfig({
    test: {
      include: ["{src,test}/**/*.test.ts"],
      reporters: reporters(),
      // Against tests that hang, and not against a machine that is busy.
      testTimeout: 60_000,
      hookTimeout: 60_000,
      expect: { poll: { timeout: 20_000 } },
      ...options,
    },
  });
}

function reporters(): NonNullable<TestOptions["reporters"]> {
  const { npm_lifecycle_event: script = "" } = process.env;
  if (!/^test(:|$)/.test(script)) return ["default"];
  const outputFile = reportOf(root, suiteName(process.cwd(), script));
  return ["default", ["json", { outputFile }], new StandstillReporter()];
}
