import { statSync } from "node:fs";
import type { SQLInputValue } from "node:sqlite";
import { isLocked, openDatabase } from "./sqlite.ts";
import { prepareTables } from "./tables.ts";

export interface Connection {
  rows(sql: string, ...values: readonly SQLInputValue[]): readonly unknown[];
  run(sql: string, ...values: readonly SQLInputValue[]): void;
  /** The first column of the first row as a number; 0 if there is no row. */
  number(sql: string, ...values: readonly SQLInputValue[]): number;
  /** Runs `work` in a write transaction. Returns `false` if another connection is writing. */
  inWriteTransaction(work: () => void): boolean;
  /** Runs `work` in a read transaction, so that it sees one consistent state. */
  inReadTransaction<Value>(work: () => Value): Value;
  /** Whether the open file was removed or replaced by another one. */
  isReplaced(): boolean;
  close(): void;
}

/** Waits for another window that creates the tables or recovers the file after a crash. */
const OPENING_PATIENCE_MS = 2_000;
const READING_PATIENCE_MS = 500;

/** Opens a database and creates its tables if it is new. Throws SQLite's errors, or `PortError` of `store-newer`. */
export function connect(file: string): Connection {
  const database = openDatabase(file);
  try {
    database.exec(`PRAGMA busy_timeout = ${OPENING_PATIENCE_MS}`);
    prepareTables(database);
    database.exec(`PRAGMA busy_timeout = ${READING_PATIENCE_MS}`);
  } catch (error) {
    database.close();
    throw error;
  }
  const { ino } = statSync(file);
  const statements = new Map<string, ReturnType<typeof database.prepare>>();
  const prepared = (sql: string): ReturnType<typeof database.prepare> => {
    const statement = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };

  /** Does not wait: the window that is writing may be suspended in the middle of its transaction. */
  function tryToBegin(): boolean {
    try {
      database.exec("PRAGMA busy_timeout = 0; BEGIN IMMEDIATE");
      return true;
    } catch (error) {
      if (isLocked(error)) return false;
      throw error;
    } finally {
      database.exec(`PRAGMA busy_timeout = ${READING_PATIENCE_MS}`);
    }
  }

  function commitAfter<Value>(work: () => Value): Value {
    try {
      const value = work();
      database.exec("COMMIT");
      return value;
    } catch (error) {
      if (database.isTransaction) database.exec("ROLLBACK");
      throw error;
    }
  }

  return {
    rows: (sql, ...values) => prepared(sql).all(...values),
    run: (sql, ...values) => void prepared(sql).run(...values),
    number: (sql, ...values) => Number(Object.values(prepared(sql).get(...values) ?? {})[0] ?? 0),
    inWriteTransaction(work) {
      if (!tryToBegin()) return false;
      commitAfter(work);
      return true;
    },
    inReadTransaction(work) {
      database.exec("BEGIN");
      return commitAfter(work);
    },
    isReplaced: () => statSync(file, { throwIfNoEntry: false })?.ino !== ino,
    close: () => database.close(),
  };
}
