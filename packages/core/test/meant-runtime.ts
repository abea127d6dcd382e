// Loaded before every test file: it fails where the file does not run on what the script is named after.
import { runtimeName } from "./runtime.ts";

const { npm_lifecycle_event: script = "" } = process.env;
const [, meant] = /^test:(node|bun|deno)$/.exec(script) ?? [];
if (meant !== undefined && !runtimeName().toLowerCase().startsWith(meant))
  throw new Error(`${script} runs on ${runtimeName()}`);
