import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { sqliteEventStore } from "../src/adapters/store/sqlite-event-store.ts";
import type { Recorded } from "../src/app/events.ts";
import { canonicalJson, factsIn, type Session } from "../src/testing/index.ts";

/** What is stored of a session, and what was shown, both as texts that are to be the same. */
export type Replay = { readonly stored: string; readonly shown: string };

/** Stores the facts of sessions in SQLite, reads them back, and adds them up. */
export function replay(sessions: readonly Session[]): readonly Replay[] {
  const read = new Map<string, readonly Recorded[]>();
  return sessions.map(({ shown, stored, heardSeq }) => {
    const key = JSON.stringify(stored);
    const recorded = read.get(key) ?? throughSqlite(stored);
    read.set(key, recorded);
    const heard = recorded.filter(({ seq }) => seq <= heardSeq);
    const [text, upToHeard] = [canonicalJson(shown), canonicalJson(factsIn({ recorded: heard }))];
    // A window that has begun anew with another file has heard of nothing yet, and shows all of it.
    return { shown: text, stored: upToHeard === text ? upToHeard : canonicalJson(factsIn({ recorded })) };
  });
}

function throughSqlite(facts: readonly Recorded[]): readonly Recorded[] {
  const folder = mkdtempSync(path.join(tmpdir(), "paddock-replay-"));
  const store = sqliteEventStore({ file: path.join(folder, "history.db"), mayBeginAnew: () => false });
  try {
    store.write(0, () => facts);
    return store.load().recorded;
  } finally {
    store.close();
    rmSync(folder, { recursive: true });
  }
}
