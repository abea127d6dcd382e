import { defineConfig } from "vitest/config";

// Some of these tests start the real thing: VS Code's server, or npm start.
export default defineConfig({
  test: { include: ["test/**/*.test.ts"], testTimeout: 60_000, hookTimeout: 60_000 },
});
