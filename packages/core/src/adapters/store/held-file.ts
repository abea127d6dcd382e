import { existsSync, mkdirSync, rmSync } from "node:fs";
import * as path from "node:path";
import { isLocked, openDatabase } from "./sqlite.ts";

/** A file that this process holds; the operating system lets go of it when the process dies. */
export interface HeldFile {
  release(): void;
}

/**
 * Takes hold of a file, where no process has it: by SQLite's lock on an empty database, which works alike on every
 * system. Nothing else may open the file in this process: on Unix that would let go of it.
 */
export function holdFile(file: string): HeldFile | undefined {
  mkdirSync(path.dirname(file), { recursive: true });
  const database = openDatabase(file);
  try {
    database.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
    return { release: () => database.close() };
  } catch (error) {
    database.close();
    if (isLocked(error)) return undefined;
    throw error;
  }
}

/** Whether a process holds the file. One that nobody holds is removed. */
export function isHeld(file: string): boolean {
  if (!existsSync(file)) return false;
  const held = holdFile(file);
  if (!held) return true;
  held.release();
  rmSync(file, { force: true });
  return false;
}
