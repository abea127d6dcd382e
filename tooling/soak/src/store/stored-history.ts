import { cpSync, existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { openHistory } from "@paddock/core/adapters";
import { factsIn } from "@paddock/core/testing";
import { fingerprint, fingerprintOf } from "../fingerprint.ts";

/** The contents of a history, read with SQLite and with the product's own code. */
export type StoredHistory = {
  /** The result of SQLite's integrity check: `ok`, or the problems. */
  readonly integrity: string;
  /** Fingerprints of all facts by their numbers. */
  readonly facts: ReadonlyMap<number, string>;
  /** Facts up to this number may have been removed by compaction. */
  readonly compactedUpTo: number;
  /** A fingerprint of the state that the facts give. */
  readonly sum: string;
  /** The same for the facts up to a number; `undefined` if a snapshot includes later facts. */
  sumUpTo(seq: number): string | undefined;
};

const COMPACTED_UP_TO = `SELECT max(data ->> 'upTo') AS upTo FROM events
  WHERE type = 'history.compacted' AND json_valid(data)`;

const FILES = ["history.db", "history.db-wal"];

/** Reads a copy, because opening the file would already repair what a crash has left. */
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
