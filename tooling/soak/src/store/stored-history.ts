import { cpSync, existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { openHistory } from "@paddock/core/adapters";
import { factsIn } from "@paddock/core/testing";
import { fingerprint, fingerprintOf } from "../fingerprint.ts";

/** What a history holds, as SQLite and as the product read it. */
export type StoredHistory = {
  /** What SQLite finds in its structure: `ok`. */
  readonly integrity: string;
  /** Every fact, as a fingerprint of its text. */
  readonly facts: ReadonlyMap<number, string>;
  /** What ended by then may have been forgotten. */
  readonly compactedUpTo: number;
  /** A fingerprint of what all of it adds up to. */
  readonly sum: string;
  /** The same for what was recorded up to a number; `undefined` where a snapshot holds more. */
  sumUpTo(seq: number): string | undefined;
};

const COMPACTED_UP_TO = `SELECT max(data ->> 'upTo') AS upTo FROM events
  WHERE type = 'history.compacted' AND json_valid(data)`;

const FILES = ["history.db", "history.db-wal"];

/** Reads a copy, so that what a crash has left is still there for the next window to put in order. */
export function readHistory(folder: string, scratch: string): StoredHistory {
  for (const file of FILES)
    if (existsSync(join(folder, file))) cpSync(join(folder, file), join(scratch, file));
  try {
    return { ...readByProduct(scratch), ...readBySqlite(join(scratch, "history.db")) };
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function readByProduct(folder: string): Pick<StoredHistory, "sum" | "sumUpTo"> {
  const logger = { info() {}, warn() {} };
  const limits = () => ({ beforeMs: 0, bytes: Number.POSITIVE_INFINITY });
  const { store } = openHistory({ folder, limits, logger });
  const stored = store.load();
  store.close();
  const { snapshot, recorded } = stored;
  return {
    sum: fingerprintOf(factsIn(stored)),
    sumUpTo: (seq) =>
      snapshot && snapshot.seq > seq
        ? undefined
        : fingerprintOf(factsIn({ ...stored, recorded: recorded.filter((one) => one.seq <= seq) })),
  };
}

function readBySqlite(file: string): Pick<StoredHistory, "integrity" | "facts" | "compactedUpTo"> {
  const database = new DatabaseSync(file);
  try {
    const integrity = String(database.prepare("PRAGMA integrity_check").get()?.["integrity_check"]);
    const rows = database.prepare("SELECT seq, data FROM events").all();
    const facts = new Map(rows.map(({ seq, data }) => [Number(seq), fingerprint(String(data))]));
    const compacted = database.prepare(COMPACTED_UP_TO).get();
    return { integrity, facts, compactedUpTo: Number(compacted?.["upTo"] ?? 0) };
  } finally {
    database.close();
  }
}
