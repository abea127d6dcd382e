import { access, constants, stat } from "node:fs/promises";
import * as path from "node:path";
import { usualFolders } from "./usual-folders.ts";

/** Where to search for `ollama`. */
type FindExecutableOptions = {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The person's setting; if present, no other place is searched. */
  readonly configured?: string;
};

/**
 * Finds the `ollama` to start: the configured one, else the first on the PATH, else one in a usual installation folder.
 * Relative folders on the PATH are skipped: with them, the open workspace could choose what is executed.
 */
export async function findExecutable(options: FindExecutableOptions): Promise<string | undefined> {
  for (const candidate of candidates(options)) if (await isExecutable(candidate)) return candidate;
  return undefined;
}

/** The absolute paths to try, in this order. */
export function candidates({ platform, environment, configured }: FindExecutableOptions): readonly string[] {
  const paths = platform === "win32" ? path.win32 : path.posix;
  if (configured) return paths.isAbsolute(configured) ? [configured] : [];
  const name = platform === "win32" ? "ollama.exe" : "ollama";
  return [...foldersOnPath({ platform, environment }), ...usualFolders(platform, environment)]
    .filter((folder) => paths.isAbsolute(folder)) // a home folder may be relative too
    .map((folder) => paths.join(folder, name));
}

/** Whether a program is on the PATH. */
export async function isOnPath(
  name: string,
  options: Omit<FindExecutableOptions, "configured">,
): Promise<boolean> {
  const paths = options.platform === "win32" ? path.win32 : path.posix;
  const file = options.platform === "win32" ? `${name}.exe` : name;
  for (const folder of foldersOnPath(options)) if (await isExecutable(paths.join(folder, file))) return true;
  return false;
}

function foldersOnPath({
  platform,
  environment,
}: Omit<FindExecutableOptions, "configured">): readonly string[] {
  const paths = platform === "win32" ? path.win32 : path.posix;
  const searched = environment["PATH"] ?? environment["Path"] ?? "";
  return searched.split(paths.delimiter).filter((folder) => paths.isAbsolute(folder));
}

/** Whether it is a file that may be run. */
export async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false; // missing, or no permission
  }
}
