import { accessSync, constants, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const client = fileURLToPath(new URL("tool-client.ts", import.meta.url));

/** Writes an executable for each tool into a folder. */
export function installTools(folder: string, names: Iterable<string>): void {
  for (const name of names) installProgram(join(folder, name), client);
}

/** Writes an executable that runs a module with Node, whatever runs this. */
export function installProgram(file: string, module: string): void {
  const lines = [`#!${nodeExecutable()}`, 'require("node:module").enableCompileCache();'];
  writeFileSync(file, [...lines, `import(${JSON.stringify(module)});`, ""].join("\n"), { mode: 0o755 });
}

/** The path of Node, also in Bun and Deno. */
export function nodeExecutable(): string {
  if (!("Bun" in globalThis) && !("Deno" in globalThis)) return process.execPath;
  const folders = (process.env.PATH ?? "").split(delimiter);
  const found = folders.map((folder) => join(folder, "node")).find(isExecutable);
  if (found === undefined) throw new Error("there is no node on the PATH");
  return found;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
