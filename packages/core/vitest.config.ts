import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    isolate: false, // no file leaves anything behind in a module; a process for each would take half as long again
    setupFiles: [fileURLToPath(new URL("test/replay-sessions.ts", import.meta.url))],
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
  },
});
