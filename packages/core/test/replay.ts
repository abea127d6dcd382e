import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { sqliteEventStore } from "../src/adapters/store/sqlite-event-store.ts";
import type { EventStore } from "../src/history/event-store.port.ts";
import type { Recorded } from "../src/app/events.ts";
import { canonicalJson, factsIn, type Session } from "../src/testing/index.ts";

/** The stored and the shown facts of a session as JSON. They must be equal. */
export type Replay = { readonly stored: string; readonly shown: string };

/** Stores the facts of sessions in SQLite, reads them back and evolves the state from them. */
export function replay(sessions: readonly Session[]): readonly Replay[] {
  const read = new Map<string, readonly Recorded[]>();
  return sessions.map(({ shown, stored, heardSeq, restored }) => {
    const start = restored && { snapshot: restored };
    const key = JSON.stringify(stored);
    const recorded = read.get(key) ?? throughSqlite(stored);
    read.set(key, recorded);
    const received = recorded.filter(({ seq }) => seq <= heardSeq);
    const [text, factsOfReceived] = [
      canonicalJson(shown),
      canonicalJson(factsIn({ ...start, recorded: received })),
    ];
    // A window that reopened another file shows all of its facts, although `recorded$` has not emitted them.
    return {
      shown: text,
      stored: factsOfReceived === text ? factsOfReceived : canonicalJson(factsIn({ ...start, recorded })),
    };
  });
}

const FILE = "history.db";
const newFolder = (): string => mkdtempSync(path.join(tmpdir(), "paddock-replay-"));
const openHistory = (folder: string): EventStore =>
  sqliteEventStore({ file: path.join(folder, FILE), mayReplaceDamaged: () => false });

let emptyHistory: Buffer | undefined;

/** The file of a history without events, made once: creating its tables takes longer than all the rest. */
function makeEmptyHistory(): Buffer {
  const folder = newFolder();
  openHistory(folder).close();
  const file = readFileSync(path.join(folder, FILE));
  rmSync(folder, { recursive: true });
  return file;
}

function throughSqlite(facts: readonly Recorded[]): readonly Recorded[] {
  const folder = newFolder();
  emptyHistory ??= makeEmptyHistory();
  writeFileSync(path.join(folder, FILE), emptyHistory);
  const store = openHistory(folder);
  try {
    store.write(0, () => facts);
    return store.load().recorded;
  } finally {
    store.close();
    rmSync(folder, { recursive: true });
  }
}
