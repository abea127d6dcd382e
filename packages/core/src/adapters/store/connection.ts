import { statSync } from "node:fs";
import type { SQLInputValue } from "node:sqlite";
import { isLocked, openDatabase } from "./sqlite.ts";
import { prepareTables } from "./tables.ts";

/** One opened database, with statements that are prepared once. */
export interface Connection {
  rows(sql: string, ...values: readonly SQLInputValue[]): readonly unknown[];
  run(sql: string, ...values: readonly SQLInputValue[]): void;
  /** One number out of one row; 0 where there is none. */
  number(sql: string, ...values: readonly SQLInputValue[]): number;
  /** Does all of it or nothing, while nobody else writes. Answers `false` where somebody else is writing. */
  writeAlone(work: () => void): boolean;
  /** Reads everything as of one moment. */
  readAtOnce<Value>(work: () => Value): Value;
  /** Whether another file has taken the place of the one that is open. */
  isReplaced(): boolean;
  close(): void;
}

/** Tables that are being made, or a file that is being put in order after a crash, are waited for. */
const OPENING_PATIENCE_MS = 2_000;
const READING_PATIENCE_MS = 500;

/** Opens a database, and makes its tables where it is new. Throws what SQLite throws, or `PortError` of `store-newer`. */
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

  /** Somebody who writes may have been suspended in the middle of it, and must not hold us up. */
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

  function finish<Value>(work: () => Value): Value {
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
    writeAlone(work) {
      if (!tryToBegin()) return false;
      finish(work);
      return true;
    },
    readAtOnce(work) {
      database.exec("BEGIN");
      return finish(work);
    },
    isReplaced: () => statSync(file, { throwIfNoEntry: false })?.ino !== ino,
    close: () => database.close(),
  };
}
