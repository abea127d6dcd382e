import { fileURLToPath } from "node:url";
import { defineConfig } from "@vscode/test-cli";
import { reportOf, root, suiteName } from "@paddock/suites";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

// VS Code's server with a headless browser, from the packages alone. `VSCODE_TEST_HOST=desktop npx vscode-test`
// takes a desktop VS Code instead, which test-cli downloads.
const installation =
  process.env.VSCODE_TEST_HOST === "desktop"
    ? {}
    : { fromPath: fileURLToPath(import.meta.resolve("@paddock/vscode-harness/vscode")) };

export default defineConfig({
  tests: [
    {
      label: "host",
      files: "test/host/**/*.test.ts",
      workspaceFolder: here("test/fixtures/workspace"),
      useInstallation: installation,
      skipExtensionDependencies: true,
      // Nothing listens there: no test may meddle with the Ollama of the machine.
      env: { OLLAMA_HOST: "127.0.0.1:1" },
      mocha: {
        ui: "bdd",
        timeout: 20_000,
        reporter: here("test/host/reporter.cjs"),
        reporterOptions: { output: reportOf(root, suiteName(here("."), "test:host")) },
      },
    },
  ],
});
