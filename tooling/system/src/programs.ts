import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { readObject, textIn } from "./json.ts";

/** The repository. */
export const root: string = fileURLToPath(new URL("../../..", import.meta.url));

/** A program with its arguments, or those that always come first: to be spawned without a shell. */
export type Program = readonly [path: string, ...args: string[]];

/** A JavaScript program out of a package, run by the Node that runs us. */
export function packageProgram(packageName: string, name?: string): readonly [node: string, script: string] {
  return [process.execPath, packageBin(packageName, name)];
}

/** The file behind a program that a package offers. */
export function packageBin(packageName: string, name: string = packageName): string {
  const manifest = join(root, "node_modules", packageName, "package.json");
  const bin = readObject(manifest)?.["bin"];
  const path = typeof bin === "object" && bin !== null ? textIn({ ...bin }, name) : bin;
  if (typeof path !== "string") throw new Error(`${packageName} has no program "${name}"`);
  return join(dirname(manifest), path);
}

/** Bun, as the package brings it. */
export const bun: Program = [packageBin("bun"), "--bun"];

/** Deno, with all permissions: it runs our own tests. */
export const deno: Program = [...packageProgram("deno"), "run", "-A"];
