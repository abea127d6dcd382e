import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    setupFiles: [fileURLToPath(new URL("test/replay-sessions.ts", import.meta.url))],
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
  },
});
