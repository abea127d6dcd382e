// Loaded before every test file: notes on what it really runs, for the runner to compare with what was meant.
import { appendFileSync } from "node:fs";
import { runtimeName } from "./runtime.ts";

const { PADDOCK_RUNTIME_NOTES: notes } = process.env;
if (notes !== undefined) appendFileSync(notes, `${runtimeName()}\n`);
