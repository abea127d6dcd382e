// Loaded before every test file: fails if the runtime is not the one in the name of the npm script.
import { runtimeName } from "./runtime.ts";

const { npm_lifecycle_event: script = "" } = process.env;
const [, expected] = /^test:(node|bun|deno)$/.exec(script) ?? [];
if (expected !== undefined && !runtimeName().toLowerCase().startsWith(expected))
  throw new Error(`${script} runs on ${runtimeName()}`);
