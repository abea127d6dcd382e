import { defineConfig } from "vitest/config";

// One file at a time: each has a VS Code and a browser of its own, and two cores are little.
export default defineConfig({
  test: {
    include: ["test/ui/**/*.test.ts"],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 90_000,
  },
});
