import { statSync } from "node:fs";
import type { SQLInputValue } from "node:sqlite";
import { retryWhileLocked } from "./retry-while-locked.ts";
import { isLocked, openDatabase, withStoreErrors } from "./sqlite.ts";
import { prepareTables } from "./tables.ts";

/** Each function may throw `PortError` of a `StoreFailure`. */
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

/** Opens a database and creates its tables if it is new. Throws `PortError` of a `StoreFailure`. */
export function connect(file: string): Connection {
  const database = openDatabase(file);
  const exec = (sql: string): void => withStoreErrors(() => database.exec(sql));
  const close = (): void => withStoreErrors(() => database.close());
  try {
    // Another window may be creating the tables, or recovering the file after a crash.
    retryWhileLocked(() => withStoreErrors(() => prepareTables(database)));
  } catch (error) {
    close();
    throw error;
  }
  const { ino } = withStoreErrors(() => statSync(file));
  const statements = new Map<string, ReturnType<typeof database.prepare>>();
  const prepared = (sql: string): ReturnType<typeof database.prepare> => {
    const statement = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };

  const read = <Value>(query: () => Value): Value => retryWhileLocked(() => withStoreErrors(query));

  /** Does not wait: the window that is writing may be suspended in the middle of its transaction. */
  function tryToBegin(): boolean {
    try {
      exec("BEGIN IMMEDIATE");
      return true;
    } catch (error) {
      if (isLocked(error)) return false;
      throw error;
    }
  }

  function commitAfter<Value>(work: () => Value): Value {
    try {
      const value = work();
      exec("COMMIT");
      return value;
    } catch (error) {
      if (database.isTransaction) exec("ROLLBACK");
      throw error;
    }
  }

  return {
    rows: (sql, ...values) => read(() => prepared(sql).all(...values)),
    run: (sql, ...values) => void withStoreErrors(() => prepared(sql).run(...values)),
    number: (sql, ...values) => read(() => Number(Object.values(prepared(sql).get(...values) ?? {})[0] ?? 0)),
    inWriteTransaction(work) {
      if (!tryToBegin()) return false;
      commitAfter(work);
      return true;
    },
    inReadTransaction(work) {
      exec("BEGIN");
      return commitAfter(work);
    },
    isReplaced: () => withStoreErrors(() => statSync(file, { throwIfNoEntry: false }))?.ino !== ino,
    close,
  };
}
