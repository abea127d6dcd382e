import { fileURLToPath } from "node:url";
import { defineConfig, mergeConfig } from "vitest/config";
import core from "../vitest.config.ts";

const notes = fileURLToPath(new URL("note-runtime.ts", import.meta.url));

export default mergeConfig(core, defineConfig({ test: { setupFiles: [notes] } }));
