import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Where the stand-in `ollama` is: to be spawned, or put on the PATH by its folder. It needs Node 24 on the PATH. */
export const standInExecutable: string = fileURLToPath(new URL("../../bin/ollama", import.meta.url));

/** Puts an `ollama` into a folder that runs on this very Node, whatever there is on the PATH; returns its path. */
export function installStandIn(folder: string): string {
  const file = join(folder, "ollama");
  writeFileSync(file, `#!${process.execPath}\nimport(${JSON.stringify(standInExecutable)});\n`, {
    mode: 0o755,
  });
  return file;
}
