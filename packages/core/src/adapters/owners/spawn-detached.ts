import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { open, rename, stat, type FileHandle } from "node:fs/promises";
import * as path from "node:path";
import { errorText } from "../../shared/error-text.ts";
import { PortError, type Exit } from "../../shared/failure.ts";
import { codeOf } from "../system/error-code.ts";
import { homeFolder } from "../system/home-folder.ts";
import { makeFolder } from "../system/make-folder.ts";
import type { ServiceRecipe } from "./service-recipe.ts";

/** A child process and its exit. `ended` is created at once, so that an early exit is not missed. */
export type Spawned = { readonly child: ChildProcess; readonly ended: Promise<Exit> };

/**
 * Starts a program that outlives this window and writes to `logFile`; the previous log is kept next to it. Never uses a
 * shell. Rejects with `PortError` of `spawn-failed`.
 */
export async function spawnDetached(recipe: ServiceRecipe, logFile: string): Promise<Spawned> {
  const folder = path.dirname(logFile);
  const home = homeFolder(recipe.environment);
  const failed = (cause: unknown, reason: { readonly lacksInterpreter?: true } = {}): never => {
    const failure = {
      kind: "spawn-failed",
      path: recipe.command,
      detail: errorText(cause),
      ...reason,
    } as const;
    throw new PortError(failure, { cause });
  };
  const log = await openLog(logFile).catch((error: unknown) => failed(error));
  try {
    const child = spawn(recipe.command, [...recipe.arguments], {
      detached: true,
      // Node reports a missing working folder as a missing program, and the home folder need not exist.
      cwd: (await isFolder(home)) ? home : folder,
      env: recipe.environment,
      stdio: ["ignore", log.fd, log.fd],
      windowsHide: true,
    });
    const ended = exitOf(child);
    await hasSpawned(child);
    child.unref();
    return { child, ended };
  } catch (error) {
    const lacksInterpreter = codeOf(error) === "ENOENT" && isThere(recipe.command);
    return failed(error, lacksInterpreter ? { lacksInterpreter } : {});
  } finally {
    await log.close();
  }
}

/** Keeps the log of the previous start, and opens one for this start. */
async function openLog(logFile: string): Promise<FileHandle> {
  await makeFolder(path.dirname(logFile));
  await rename(logFile, `${logFile}.1`).catch(ignoreMissing);
  return open(logFile, "a", 0o600);
}

const exitOf = (child: ChildProcess): Promise<Exit> =>
  new Promise((resolve) => {
    child.once("exit", (code, signal) =>
      resolve({ ...(code !== null && { code }), ...(signal !== null && { signal }) }),
    );
  });

const hasSpawned = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    child.once("spawn", resolve);
    child.once("error", reject);
  });

export const isFolder = async (file: string): Promise<boolean> =>
  stat(file).then(
    (found) => found.isDirectory(),
    () => false, // missing, or no permission
  );

/** Windows says that a program is missing if its file has no ending of a program. */
const isThere = (program: string): boolean => process.platform !== "win32" && existsSync(program);

function ignoreMissing(error: unknown): void {
  if (codeOf(error) !== "ENOENT") throw error;
}
