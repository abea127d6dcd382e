import type * as SQLite from "node:sqlite";
import { errorText } from "../../shared/error-text.ts";
import { isPortError, PortError, type StoreFailure } from "../../shared/failure.ts";

/** Opens a database file; throws `PortError` of a `StoreFailure`. Does not wait for locks: see `isLocked`. */
export function openDatabase(file: string): SQLite.DatabaseSync {
  // Some Electron builds lack `node:sqlite`, so it is not imported statically.
  const sqlite = process.getBuiltinModule("node:sqlite") as typeof SQLite | undefined;
  if (!sqlite) throw new PortError({ kind: "store-missing" });
  return withStoreErrors(() => new sqlite.DatabaseSync(file, { timeout: 0 }));
}

/**
 * Runs a call of SQLite or of the file system, and converts whatever it throws to `PortError` of a `StoreFailure`. Only
 * such calls: an error of our own code is a bug, and must not look like a failure of the disk.
 */
export function withStoreErrors<Value>(call: () => Value): Value {
  try {
    return call();
  } catch (error) {
    throw isPortError(error) ? error : new PortError(storeFailureOf(error), { cause: error });
  }
}

/** Whether another connection has locked the database. */
export const isLocked = (error: unknown): boolean =>
  /database (table )?is locked/.test(errorText(isPortError(error) ? error.cause : error));

/** The reason of an error, in terms a person can act on. */
export function storeFailureOf(error: unknown): StoreFailure {
  const detail = errorText(error);
  if (isLockProblem(error)) return { kind: "store-locked", detail };
  return MEANINGS.find(([pattern]) => pattern.test(detail))?.[1] ?? { kind: "store-failing", detail };
}

/** Messages of SQLite, which are always English (not every runtime gives its codes), and of the file system. */
const MEANINGS: readonly (readonly [RegExp, StoreFailure])[] = [
  [/malformed|not a database|database corruption/, { kind: "store-damaged" }],
  [/disk is full|^ENOSPC|^EDQUOT/, { kind: "store-full" }],
  [
    /readonly|unable to open|access permission denied|authorization denied|^(EROFS|EACCES|EPERM|ENOENT|ENOTDIR|EEXIST|EISDIR):/,
    { kind: "store-read-only" },
  ],
];

/** SQLite's extended codes for locks that the file system refuses: unlock, read lock, reserved lock, lock, shared memory. */
const LOCK_CODES: ReadonlySet<number> = new Set([2058, 2314, 3594, 3850, 5130]);

function isLockProblem(error: unknown): boolean {
  const code = error instanceof Error && "errcode" in error ? Number(error.errcode) : 0;
  return LOCK_CODES.has(code) || /is locked|locking protocol|^ENOLCK/.test(errorText(error));
}
