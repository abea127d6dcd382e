import { defineConfig } from "vitest/config";

// One file at a time: they kill, suspend and wait, and two cores are little.
export default defineConfig({
  test: { include: ["src/**/*.test.ts"], fileParallelism: false, testTimeout: 60_000 },
});
