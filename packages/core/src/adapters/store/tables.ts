import type { DatabaseSync } from "node:sqlite";
import { PortError } from "../../shared/failure.ts";

/** Increased when the schema of the tables changes. Events have versions of their own. */
const TABLES_VERSION = 1;

const TABLES = `
  CREATE TABLE events (
    seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, type TEXT NOT NULL, version INTEGER NOT NULL, data TEXT NOT NULL
  ) STRICT;
  CREATE TABLE readings (
    key TEXT PRIMARY KEY, seq INTEGER NOT NULL, at INTEGER NOT NULL, type TEXT NOT NULL, version INTEGER NOT NULL,
    data TEXT NOT NULL
  ) STRICT;
  CREATE INDEX readings_by_seq ON readings (seq);
  CREATE TABLE snapshots (seq INTEGER PRIMARY KEY, version INTEGER NOT NULL, facts TEXT NOT NULL) STRICT;
  PRAGMA user_version = ${TABLES_VERSION};
`;

/** Creates the tables if they are missing. Throws `PortError` of `store-newer` if their version is newer. */
export function prepareTables(database: DatabaseSync): void {
  const found = versionIn(database);
  if (found > TABLES_VERSION) throw new PortError({ kind: "store-newer" });
  // Only in a new file: otherwise it waits for a writer, which may be suspended.
  if (found === 0) database.exec("PRAGMA auto_vacuum = INCREMENTAL");
  // Set by every connection: `journal_mode` is stored in the file, but `synchronous` is not.
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
  if (found === 0) createTables(database);
}

/** Several windows may open a new file at once: the first one creates the tables. */
function createTables(database: DatabaseSync): void {
  database.exec("BEGIN IMMEDIATE");
  try {
    if (versionIn(database) === 0) database.exec(TABLES);
    database.exec("COMMIT");
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

const versionIn = (database: DatabaseSync): number =>
  Number(database.prepare("PRAGMA user_version").get()?.["user_version"] ?? 0);
