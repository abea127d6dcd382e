import { existsSync, rmSync, statSync } from "node:fs";
import * as path from "node:path";
import { toFailure } from "../../shared/failure.ts";
import { makeFolderSync } from "../system/make-folder.ts";
import { isLocked, openDatabase, withStoreErrors } from "./sqlite.ts";

/** A lock on a file. The operating system releases it when the process dies. */
export interface FileLock {
  /** Whether the locked file is still the one under its name. */
  isThere(): boolean;
  release(): void;
}

/**
 * Locks a file, or returns `undefined` if it is locked already. Uses SQLite's lock on an empty database, which works
 * the same on every system. Nothing else in this process may open the file: on Unix, closing it would release the lock.
 */
export function lockFile(file: string): FileLock | undefined {
  withStoreErrors(() => makeFolderSync(path.dirname(file)));
  try {
    return tryToLock(file);
  } catch (error) {
    if (toFailure(error).kind !== "store-damaged") throw error;
    rmSync(file); // not a database, so no process has locked it
    return tryToLock(file);
  }
}

function tryToLock(file: string): FileLock | undefined {
  const database = openDatabase(file);
  try {
    withStoreErrors(() => database.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE"));
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

/** Whether a process has locked the file. Removes the file if not. */
export function isLockedFile(file: string): boolean {
  if (!existsSync(file)) return false;
  const lock = lockFile(file);
  if (!lock) return true;
  lock.release();
  rmSync(file, { force: true });
  return false;
}
