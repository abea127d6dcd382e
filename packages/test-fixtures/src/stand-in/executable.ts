import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The path of the stand-in `ollama`. It needs Node 24 on the PATH. */
export const standInExecutable: string = fileURLToPath(new URL("../../bin/ollama", import.meta.url));

/** Creates an `ollama` in a folder that runs with the current Node instead of the one on the PATH. Returns its path. */
export function installStandIn(folder: string): string {
  const file = join(folder, "ollama");
  writeFileSync(file, `#!${process.execPath}\nimport(${JSON.stringify(standInExecutable)});\n`, {
    mode: 0o755,
  });
  return file;
}
