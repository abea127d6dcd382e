import { open, realpath, stat } from "node:fs/promises";
import * as path from "node:path";
import type { Install } from "../../doctor/machine-report.ts";
import { orUndefined } from "../models-folder/disk.ts";
import { candidates, isExecutable } from "../owners/find-executable.ts";

type FindInstallsOptions = {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The person's setting. */
  readonly configured?: string;
};

/** Every `ollama` on the PATH and in the usual folders; the one that Paddock would start comes first. */
export async function findInstalls(options: FindInstallsOptions): Promise<readonly Install[]> {
  const { platform, environment, configured } = options;
  const paths = [
    ...(configured === undefined ? [] : candidates(options)),
    ...candidates({ platform, environment }),
  ];
  const found = await Promise.all([...new Set(paths)].map((file) => installAt(file, platform)));
  return found.filter((install) => install !== undefined);
}

async function installAt(file: string, platform: NodeJS.Platform): Promise<Install | undefined> {
  if (!(await isExecutable(file))) return undefined;
  const target = (await orUndefined(realpath(file))) ?? file;
  return {
    path: file,
    ...(target !== file && { target }),
    from: sourceOf(file, target),
    libraries: await librariesBeside(target, platform),
  };
}

/** By the folders of each (`owners/usual-folders.ts` has their sources). */
function sourceOf(file: string, target: string): Install["from"] {
  const both = `${file} ${target}`.replaceAll("\\", "/");
  if (both.includes("/snap/")) return "snap";
  if (both.includes("Ollama.app/")) return "mac-app";
  if (both.includes("/Programs/Ollama/")) return "windows-app";
  if (/linuxbrew|homebrew|\/Cellar\//.test(both)) return "homebrew";
  return /\/nix\/|nix-profile|current-system/.test(both) ? "nix" : "path";
}

/**
 * Where Ollama looks for the program that runs models: beside itself and in `lib/ollama`, there or one folder up
 * (ollama#16417, ollama#16535). Of a script, such as one of Homebrew or snap, it is not known what it starts.
 */
async function librariesBeside(program: string, platform: NodeJS.Platform): Promise<Install["libraries"]> {
  if (!/^ollama(\.exe)?$/i.test(path.basename(program)) || (await isScript(program))) return "unknown";
  const beside = path.dirname(program);
  const libraries = [path.join(beside, "lib", "ollama"), path.join(beside, "..", "lib", "ollama")];
  const runner = platform === "win32" ? "llama-server.exe" : "llama-server";
  for (const folder of [beside, ...libraries]) if (await isThere(path.join(folder, runner))) return "whole";
  for (const folder of libraries) if (await isThere(folder)) return "without-llama-server";
  return "missing";
}

const isThere = async (file: string): Promise<boolean> => (await orUndefined(stat(file))) !== undefined;

async function isScript(file: string): Promise<boolean> {
  const handle = await orUndefined(open(file, "r"));
  if (!handle) return true; // it cannot be read, so nothing is known of it
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead < 2 || buffer.toString("latin1") === "#!";
  } finally {
    await handle.close();
  }
}
