import type * as SQLite from "node:sqlite";
import { PortError, type StoreFailure } from "../../shared/failure.ts";

/** Opens a database file; throws `PortError` of a `StoreFailure`. Does not wait for locks: see `isLocked`. */
export function openDatabase(file: string): SQLite.DatabaseSync {
  // Some Electron builds lack `node:sqlite`, so it is not imported statically.
  const sqlite = process.getBuiltinModule("node:sqlite") as typeof SQLite | undefined;
  if (!sqlite) throw new PortError({ kind: "store-missing" });
  return withStoreErrors(() => new sqlite.DatabaseSync(file, { timeout: 0 }));
}

/** Runs `work` and converts its errors to `PortError` of a `StoreFailure`. */
export function withStoreErrors<Value>(work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    const failure = failureOf(error);
    throw failure ? new PortError(failure, { cause: error }) : error;
  }
}

/** Whether another connection has locked the database. */
export const isLocked = (error: unknown): boolean => /database (table )?is locked/.test(messageOf(error));

/** Messages of SQLite, which are always English (not every runtime gives its codes), and of the file system. */
const MEANINGS: readonly (readonly [RegExp, StoreFailure])[] = [
  [/malformed|not a database|database corruption/, { kind: "store-damaged" }],
  [/disk is full|disk I\/O error|^ENOSPC|^EDQUOT/, { kind: "store-full" }],
  [
    /readonly|unable to open|access permission denied|authorization denied|^(EROFS|EACCES|EPERM|ENOTDIR|EEXIST|EISDIR):/,
    { kind: "store-read-only" },
  ],
];

const failureOf = (error: unknown): StoreFailure | undefined =>
  MEANINGS.find(([pattern]) => pattern.test(messageOf(error)))?.[1];

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : "");
