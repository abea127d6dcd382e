import type * as SQLite from "node:sqlite";
import { PortError, type StoreFailure } from "../../shared/failure.ts";

/** Opens a database file; throws `PortError` of a `StoreFailure`. Nobody who writes is waited for: see `isLocked`. */
export function openDatabase(file: string): SQLite.DatabaseSync {
  // Electron builds have come without it before, so it is asked for and not imported.
  const sqlite = process.getBuiltinModule("node:sqlite") as typeof SQLite | undefined;
  if (!sqlite) throw new PortError({ kind: "store-missing" });
  return stored(() => new sqlite.DatabaseSync(file, { timeout: 0 }));
}

/** Does something to a database; what goes wrong is thrown as `PortError` of a `StoreFailure`. */
export function stored<Value>(work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    const failure = failureOf(error);
    throw failure ? new PortError(failure, { cause: error }) : error;
  }
}

/** Whether it is only that somebody else is at it. */
export const isLocked = (error: unknown): boolean => /database (table )?is locked/.test(wordsOf(error));

/** Words of SQLite, which are always English (its codes are not told on every runtime), and of the file system. */
const MEANINGS: readonly (readonly [RegExp, StoreFailure])[] = [
  [/malformed|not a database|database corruption/, { kind: "store-damaged" }],
  [/disk is full|disk I\/O error|^ENOSPC|^EDQUOT/, { kind: "store-full" }],
  [
    /readonly|unable to open|access permission denied|authorization denied|^(EROFS|EACCES|EPERM|ENOTDIR|EEXIST|EISDIR):/,
    { kind: "store-read-only" },
  ],
];

const failureOf = (error: unknown): StoreFailure | undefined =>
  MEANINGS.find(([words]) => words.test(wordsOf(error)))?.[1];

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : "");
