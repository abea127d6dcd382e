import { existsSync, mkdirSync, rmSync, statSync } from "node:fs";
import * as path from "node:path";
import { toFailure } from "../../shared/failure.ts";
import { isLocked, openDatabase, stored } from "./sqlite.ts";

/** A file that this process holds; the operating system lets go of it when the process dies. */
export interface FileLock {
  /** Whether it is still the file that others find under its name. */
  isThere(): boolean;
  release(): void;
}

/**
 * Takes hold of a file, where no process has it: by SQLite's lock on an empty database, which works alike on every
 * system. Nothing else may open the file in this process: on Unix that would let go of it.
 */
export function lockFile(file: string): FileLock | undefined {
  mkdirSync(path.dirname(file), { recursive: true });
  try {
    return tryToHold(file);
  } catch (error) {
    if (toFailure(error).kind !== "store-damaged") throw error;
    rmSync(file); // no lock of ours, so nobody holds it
    return tryToHold(file);
  }
}

function tryToHold(file: string): FileLock | undefined {
  const database = openDatabase(file);
  try {
    stored(() => database.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE"));
    const { ino } = statSync(file);
    return {
      isThere: () => statSync(file, { throwIfNoEntry: false })?.ino === ino,
      release: () => database.close(),
    };
  } catch (error) {
    database.close();
    if (isLocked(error)) return undefined;
    throw error;
  }
}

/** Whether a process holds the file. One that nobody holds is removed. */
export function isHeld(file: string): boolean {
  if (!existsSync(file)) return false;
  const held = lockFile(file);
  if (!held) return true;
  held.release();
  rmSync(file, { force: true });
  return false;
}
