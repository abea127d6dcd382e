// Loaded before every test file: notes on what it really runs, for the runner to compare with what was meant.
import { appendFileSync } from "node:fs";

declare const Bun: { readonly version: string } | undefined;
declare const Deno: { readonly version: { readonly deno: string } } | undefined;

function runtimeName(): string {
  if (typeof Bun !== "undefined") return `Bun ${Bun.version}`;
  if (typeof Deno !== "undefined") return `Deno ${Deno.version.deno}`;
  return `Node ${process.versions.node}`;
}

const { PADDOCK_RUNTIME_NOTES: notes } = process.env;
if (notes !== undefined) appendFileSync(notes, `${runtimeName()}\n`);
