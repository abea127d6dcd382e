import { existsSync, mkdirSync, renameSync } from "node:fs";
import * as path from "node:path";
import { merge, Subject } from "rxjs";
import * as v from "valibot";
import { isFact, keyOf, type Recorded } from "../../domain/events.ts";
import { toFailure } from "../../domain/failure.ts";
import type { EventStore, HistoryLimits, Snapshot, StoreNews } from "../../ports/event-store.ts";
import { connect, type Connection } from "./connection.ts";
import { fromRow, parsedJson, toRow } from "./event-rows.ts";
import { FACTS_VERSION, factsSchema } from "./facts-schema.ts";
import { stored } from "./sqlite.ts";
import { watchCommits } from "./watch-commits.ts";

export type SqliteEventStoreOptions = {
  readonly file: string;
  /** Whether it is for this window to begin anew where the file is damaged: only the one that runs Ollama may. */
  readonly mayBeginAnew: () => boolean;
};

const COLUMNS = "seq, at, type, version, data";
const HEAD =
  "SELECT max((SELECT ifnull(max(seq), 0) FROM events), (SELECT ifnull(max(seq), 0) FROM readings))";
/** One more than the newest, in case that one cannot be read. */
const SNAPSHOTS_KEPT = 2;

/**
 * The history in one SQLite file that all windows open (WAL, so that reading never waits). Opens it, and throws
 * `PortError` of a `StoreFailure` where that fails.
 */
export function sqliteEventStore({ file, mayBeginAnew }: SqliteEventStoreOptions): EventStore {
  const news: StoreNews[] = [];
  const renewed$ = new Subject<"renewed">();
  let opened: Connection | undefined = open();

  function open(): Connection {
    try {
      return connectIn(file);
    } catch (error) {
      if (toFailure(error).kind !== "store-damaged" || !mayBeginAnew()) throw error;
      news.push({ kind: "set-aside", file: setAside(file) });
      return connectIn(file);
    }
  }

  function close(): void {
    opened?.close();
    opened = undefined;
  }

  /** A file that turns out to be damaged, or was set aside by another window, is opened anew with the next use. */
  function use<Value>(work: (connection: Connection) => Value): Value {
    if (!opened) {
      opened = open();
      queueMicrotask(() => renewed$.next("renewed"));
    }
    const connection = opened;
    try {
      return stored(() => work(connection));
    } catch (error) {
      if (toFailure(error).kind === "store-damaged") close();
      throw error;
    }
  }

  function version(): number | undefined {
    if (opened?.isReplaced()) {
      close();
      use(() => {});
    }
    return opened?.number("PRAGMA data_version");
  }

  return {
    news,
    changed$: merge(watchCommits(file, version), renewed$),
    load: () => use((connection) => connection.readAtOnce(() => loadFrom(connection))),
    after: (seq) => use((connection) => recordedAfter(connection, seq)),
    write: (seq, record) =>
      use((connection) =>
        connection.writeAlone(() => {
          for (const one of record(recordedAfter(connection, seq), connection.number(HEAD) + 1))
            insert(connection, one);
        }),
      ),
    factsBefore: (seq, most) =>
      use((connection) =>
        recordedOf(
          connection.rows(`SELECT ${COLUMNS} FROM events WHERE seq < ? ORDER BY seq DESC LIMIT ?`, seq, most),
        ).toReversed(),
      ),
    factsAfter: (seq, most) =>
      use((connection) =>
        recordedOf(
          connection.rows(`SELECT ${COLUMNS} FROM events WHERE seq > ? ORDER BY seq LIMIT ?`, seq, most),
        ),
      ),
    readings: () =>
      use((connection) => inOrder(recordedOf(connection.rows(`SELECT ${COLUMNS} FROM readings`)))),
    keepSnapshot: (snapshot) =>
      void use((connection) => connection.writeAlone(() => insertSnapshot(connection, snapshot))),
    forgetUpTo: (limits) => use((connection) => forgetUpTo(connection, limits)),
    forget: (seqs, keys) =>
      use((connection) => {
        connection.writeAlone(() => {
          for (const seq of seqs) connection.run("DELETE FROM events WHERE seq = ?", seq);
          connection.run("DELETE FROM snapshots WHERE seq < ?", Math.max(0, ...seqs));
          for (const key of keys) connection.run("DELETE FROM readings WHERE key = ?", key);
          connection.rows("PRAGMA incremental_vacuum");
        });
      }),
    close,
  };
}

function connectIn(file: string): Connection {
  return stored(() => {
    mkdirSync(path.dirname(file), { recursive: true });
    return connect(file);
  });
}

/** Keeps a damaged file under another name, for whoever wants to look into it; returns that name. */
function setAside(file: string): string {
  const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const aside = file.replace(/(\.\w+)?$/, `.damaged-${stamp}$1`);
  for (const ending of ["-wal", "-shm", ""])
    if (existsSync(file + ending)) renameSync(file + ending, aside + ending);
  return aside;
}

function loadFrom(connection: Connection): { snapshot?: Snapshot; recorded: readonly Recorded[] } {
  const snapshot = newestSnapshot(connection);
  const from = snapshot?.seq ?? 0;
  const facts = connection.rows(`SELECT ${COLUMNS} FROM events WHERE seq > ? ORDER BY seq`, from);
  const readings = connection.rows(`SELECT ${COLUMNS} FROM readings`);
  return { ...(snapshot && { snapshot }), recorded: inOrder(recordedOf([...facts, ...readings])) };
}

function recordedAfter(connection: Connection, seq: number): readonly Recorded[] {
  const newer = (table: string): readonly unknown[] =>
    connection.rows(`SELECT ${COLUMNS} FROM ${table} WHERE seq > ?`, seq);
  return inOrder(recordedOf([...newer("events"), ...newer("readings")]));
}

/** What is damaged is left out: the rest is still true. */
const recordedOf = (rows: readonly unknown[]): readonly Recorded[] =>
  rows.map(fromRow).filter((recorded) => recorded !== undefined);

const inOrder = (recorded: readonly Recorded[]): readonly Recorded[] =>
  recorded.toSorted((a, b) => a.seq - b.seq);

function insert(connection: Connection, recorded: Recorded): void {
  const { seq, at, type, version, data } = toRow(recorded);
  const { event } = recorded;
  if (isFact(event))
    connection.run(`INSERT INTO events (${COLUMNS}) VALUES (?, ?, ?, ?, ?)`, seq, at, type, version, data);
  else
    connection.run(
      `INSERT OR REPLACE INTO readings (key, ${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)`,
      keyOf(event),
      seq,
      at,
      type,
      version,
      data,
    );
}

const snapshotSchema = v.object({ seq: v.number(), facts: v.string() });

function newestSnapshot(connection: Connection): Snapshot | undefined {
  const rows = connection.rows(
    "SELECT seq, facts FROM snapshots WHERE version = ? ORDER BY seq DESC LIMIT ?",
    FACTS_VERSION,
    SNAPSHOTS_KEPT,
  );
  for (const row of rows) {
    const { seq, facts } = v.parse(snapshotSchema, row);
    const parsed = v.safeParse(factsSchema, parsedJson(facts));
    if (parsed.success) return { seq, facts: parsed.output };
  }
  return undefined;
}

function insertSnapshot(connection: Connection, { seq, facts }: Snapshot): void {
  connection.run(
    "INSERT OR REPLACE INTO snapshots (seq, version, facts) VALUES (?, ?, ?)",
    seq,
    FACTS_VERSION,
    JSON.stringify(facts),
  );
  connection.run(
    "DELETE FROM snapshots WHERE seq NOT IN (SELECT seq FROM snapshots ORDER BY seq DESC LIMIT ?)",
    SNAPSHOTS_KEPT,
  );
}

/** When there is too much, a good part goes, so that this is not done with every event. */
const KEPT_OF_TOO_MUCH = 0.75;

function forgetUpTo(connection: Connection, { beforeMs, bytes }: HistoryLimits): number | undefined {
  const first = connection.number("SELECT min(seq) FROM events");
  const firstYoung = connection.number("SELECT seq FROM events WHERE at >= ? ORDER BY seq LIMIT 1", beforeMs);
  const old = firstYoung > 0 ? firstYoung - 1 : connection.number("SELECT max(seq) FROM events");
  const usedBytes =
    connection.number("PRAGMA page_size") *
    (connection.number("PRAGMA page_count") - connection.number("PRAGMA freelist_count"));
  const count = connection.number("SELECT count(*) FROM events");
  const surplus = usedBytes > bytes ? Math.floor(count * (1 - (KEPT_OF_TOO_MUCH * bytes) / usedBytes)) : 0;
  const beyond = connection.number("SELECT seq FROM events ORDER BY seq LIMIT 1 OFFSET ?", surplus) - 1;
  const upTo = Math.max(old, surplus > 0 ? beyond : 0);
  return upTo >= first && first > 0 ? upTo : undefined;
}
