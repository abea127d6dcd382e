import { defineConfig } from "vitest/config";

// Most of the time of these tests is waiting: for a rate, for a process.
export default defineConfig({
  test: { include: ["test/**/*.test.ts"], testTimeout: 10_000, maxWorkers: 4 },
});
