import { access, constants, stat } from "node:fs/promises";
import * as path from "node:path";

/** What decides where `ollama` is looked for. */
export type FindExecutableOptions = {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What the person has set; then nothing else is looked for. */
  readonly configured?: string;
};

/**
 * Finds the `ollama` to start: the one that is set, else the first on the PATH, else where its installers put it. A
 * relative folder on the PATH is passed over: it would let the folder that happens to be open choose what is executed.
 */
export async function findExecutable(options: FindExecutableOptions): Promise<string | undefined> {
  for (const candidate of candidates(options)) if (await isExecutable(candidate)) return candidate;
  return undefined;
}

/** Where it is looked for, in this order; nothing but full paths. */
export function candidates({ platform, environment, configured }: FindExecutableOptions): readonly string[] {
  const paths = platform === "win32" ? path.win32 : path.posix;
  if (configured) return paths.isAbsolute(configured) ? [configured] : [];
  const name = platform === "win32" ? "ollama.exe" : "ollama";
  const searched = environment["PATH"] ?? environment["Path"] ?? "";
  const onPath = searched.split(paths.delimiter).filter((folder) => paths.isAbsolute(folder));
  return [...onPath, ...usualFolders(platform, environment)].map((folder) => paths.join(folder, name));
}

function usualFolders(
  platform: NodeJS.Platform,
  environment: FindExecutableOptions["environment"],
): readonly string[] {
  switch (platform) {
    case "win32": {
      const local = environment["LOCALAPPDATA"];
      return local ? [path.win32.join(local, "Programs", "Ollama")] : [];
    }
    case "darwin":
      return ["/usr/local/bin", "/opt/homebrew/bin", "/Applications/Ollama.app/Contents/Resources"];
    default:
      return ["/usr/local/bin", "/usr/bin", "/snap/bin"];
  }
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false; // not there, or not for us
  }
}
