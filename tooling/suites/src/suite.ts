import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig, type ViteUserConfig } from "vitest/config";

type TestOptions = NonNullable<ViteUserConfig["test"]>;

/** The repository. */
export const root: string = fileURLToPath(new URL("../../..", import.meta.url));

/** How a suite is called: by its folder, and by what its script says behind `test:`. */
export const suiteName = (folder: string, script: string): string =>
  [basename(folder), ...script.split(":").slice(1)].join("-");

/** Where a suite leaves its numbers. */
export const reportOf = (repository: string, suite: string): string =>
  join(repository, "reports", `${suite}.json`);

/** What vitest is told in every workspace. Run by an npm script `test` or `test:…`, it also leaves its numbers. */
export function suite(options: TestOptions = {}): ViteUserConfig {
  return defineConfig({
    test: {
      include: ["{src,test}/**/*.test.ts"],
      reporters: reporters(),
      // Against tests that hang, and not against a machine that is busy.
      testTimeout: 60_000,
      hookTimeout: 60_000,
      ...options,
    },
  });
}

function reporters(): NonNullable<TestOptions["reporters"]> {
  const { npm_lifecycle_event: script = "" } = process.env;
  if (!/^test(:|$)/.test(script)) return ["default"];
  return ["default", ["json", { outputFile: reportOf(root, suiteName(process.cwd(), script)) }]];
}
