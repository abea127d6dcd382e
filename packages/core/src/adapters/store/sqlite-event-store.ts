import { map, merge } from "rxjs";
import * as v from "valibot";
import { isFact, keyOf, type Recorded } from "../../app/events.ts";
import { factsSchema } from "../../app/state.ts";
import { parseHostId } from "../../hosts/host.ts";
import { PortError, toFailure } from "../../shared/failure.ts";
import type {
  EventStore,
  HistoryLimits,
  ReadingRow,
  Snapshot,
  Stored,
} from "../../history/event-store.port.ts";
import type { Connection } from "./connection.ts";
import { fromRow, needsContext, parseJsonOrUndefined, parseRow, toRow } from "./event-rows.ts";
import { openRecoverableDatabase, type DatabaseOptions } from "./recoverable-database.ts";
import { emptyContext, FACTS_VERSION, READABLE_FACTS, upcastFacts, type Context } from "./upcast.ts";
import { watchCommits } from "./watch-commits.ts";

const COLUMNS = "seq, at, type, version, data";
const HEAD = `SELECT max(${["events", "readings", "snapshots"].map((table) => `(SELECT ifnull(max(seq), 0) FROM ${table})`).join(", ")})`;
/** Facts that a snapshot contains may be forgotten: without one, the others are not the whole state. */
const IS_STATE_NEWER = `SELECT ifnull(min(version), 0) > ${FACTS_VERSION} FROM snapshots`;
const BYTES = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()";
/** One spare, in case the newest cannot be read. */
const SNAPSHOTS_KEPT = 2;

/**
 * The history in one SQLite file that all windows open (WAL, so that reading never waits). Throws `PortError` of a
 * `StoreFailure` if it cannot be opened.
 */
export function sqliteEventStore(options: DatabaseOptions): EventStore {
  const file = openRecoverableDatabase(options);
  /** The context of all rows so far, which are read in order from the first one. */
  let context = emptyContext();
  /** Nothing is written into another file before its content was looked at. */
  const write = (work: (connection: Connection) => void): boolean =>
    file.useCurrent(
      (connection) =>
        !file.isRenewing() &&
        connection.inWriteTransaction(() => {
          if (connection.number(IS_STATE_NEWER) > 0) throw new PortError({ kind: "store-newer" });
          work(connection);
        }),
    );
  return {
    takeNews: () => file.takeNews(),
    changed$: merge(
      watchCommits(options.file, () => file.version()),
      file.renewed$.pipe(map(() => "renewed" as const)),
    ),
    load: () =>
      file.use((connection) =>
        connection.inReadTransaction(() => {
          const snapshot = newestSnapshot(connection);
          context = contextOf(snapshot);
          return loadFrom(connection, snapshot, context);
        }),
      ),
    after: (seq) => file.use((connection) => recordedAfter(connection, seq, context)),
    write: (seq, record) =>
      write((connection) => {
        for (const one of record(recordedAfter(connection, seq, context), connection.number(HEAD) + 1))
          insert(connection, one);
      }),
    factsBefore: (seq, most) =>
      file.use((connection) =>
        factsOf(
          connection,
          connection
            .rows(`SELECT ${COLUMNS} FROM events WHERE seq < ? ORDER BY seq DESC LIMIT ?`, seq, most)
            .toReversed(),
        ),
      ),
    factsAfter: (seq, most) =>
      file.use((connection) =>
        factsOf(
          connection,
          connection.rows(`SELECT ${COLUMNS} FROM events WHERE seq > ? ORDER BY seq LIMIT ?`, seq, most),
        ),
      ),
    readings: () =>
      file.use((connection) =>
        connection.rows(`SELECT key, ${COLUMNS} FROM readings ORDER BY seq`).flatMap((row) => {
          const recorded = fromRow(row, context);
          return recorded ? [{ key: parseRow(keySchema, row).key, recorded }] : [];
        }),
      ),
    bytes: () => file.use((connection) => connection.number(BYTES)),
    snapshots: () => file.use((connection) => [...savedSnapshots(connection)].toReversed()),
    keepSnapshot: (snapshot) => void write((connection) => insertSnapshot(connection, snapshot)),
    restore: (snapshot, readings) =>
      write((connection) => {
        insertSnapshot(connection, snapshot);
        for (const one of readings) insert(connection, one);
      }),
    forgetUpTo: (limits) => file.use((connection) => forgetUpTo(connection, limits)),
    forget: (seqs, readings) => void write((connection) => forget(connection, seqs, readings)),
    close: () => file.close(),
  };
}

function loadFrom(connection: Connection, snapshot: Snapshot | undefined, context: Context): Stored {
  const from = snapshot?.seq ?? 0;
  const facts = connection.rows(`SELECT ${COLUMNS} FROM events WHERE seq > ? ORDER BY seq`, from);
  const readings = connection.rows(`SELECT ${COLUMNS} FROM readings ORDER BY seq`);
  const [known, seen] = [readable(facts, context), readable(readings, context)];
  const isStateNewer = connection.number(IS_STATE_NEWER) > 0;
  return {
    ...(snapshot && { snapshot }),
    recorded: inOrder([...known.recorded, ...seen.recorded]),
    ...((known.isNewer || seen.isNewer || isStateNewer) && { isNewer: true }),
  };
}

/** The events of rows, up to the first one that a newer Paddock wrote. */
function readable(
  rows: readonly unknown[],
  context: Context,
): { recorded: readonly Recorded[]; isNewer: boolean } {
  const recorded: Recorded[] = [];
  try {
    for (const row of rows) recorded.push(...recordedOf([row], context));
    return { recorded, isNewer: false };
  } catch (error) {
    if (toFailure(error).kind !== "store-newer") throw error;
    return { recorded, isNewer: true };
  }
}

const recordedAfter = (connection: Connection, seq: number, context: Context): readonly Recorded[] =>
  recordedOf(
    connection.rows(
      `SELECT ${COLUMNS} FROM events WHERE seq > ? UNION ALL SELECT ${COLUMNS} FROM readings WHERE seq > ? ORDER BY seq`,
      seq,
      seq,
    ),
    context,
  );

/** Damaged events are left out: the others are still valid. */
const recordedOf = (rows: readonly unknown[], context: Context): readonly Recorded[] =>
  rows.map((row) => fromRow(row, context)).filter((recorded) => recorded !== undefined);

/** Facts from the middle of the history, in order. Facts of an older version need the context of earlier facts. */
function factsOf(connection: Connection, rows: readonly unknown[]): readonly Recorded[] {
  const first = rows.find(needsContext);
  return recordedOf(rows, first === undefined ? emptyContext() : contextBefore(connection, first));
}

const CONTEXT_TYPES = "'service.pointed', 'service.misconfigured', 'download.requested'";

function contextBefore(connection: Connection, row: unknown): Context {
  const context = emptyContext();
  const { seq } = parseRow(seqSchema, row);
  recordedOf(
    connection.rows(
      `SELECT ${COLUMNS} FROM events WHERE seq < ? AND type IN (${CONTEXT_TYPES}) ORDER BY seq`,
      seq,
    ),
    context,
  );
  return context;
}

/** The context that a snapshot contains. */
function contextOf(snapshot: Snapshot | undefined): Context {
  const context = emptyContext();
  if (!snapshot) return context;
  const { watched, hosts } = snapshot.facts;
  if (watched[0]) context.watched = watched[0].host;
  for (const [text, { downloads }] of Object.entries(hosts)) {
    const host = parseHostId(text);
    if (host !== undefined) for (const id of Object.keys(downloads)) context.downloads.set(id, host);
  }
  return context;
}

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

/** Keeps the newest row, so that its sequence number is not used again. */
function forget(connection: Connection, seqs: readonly number[], readings: readonly ReadingRow[]): void {
  const head = connection.number(HEAD);
  for (const seq of seqs) connection.run("DELETE FROM events WHERE seq = ? AND seq < ?", seq, head);
  for (const { key, seq } of readings)
    connection.run("DELETE FROM readings WHERE key = ? AND seq = ? AND seq < ?", key, seq, head);
  connection.run("DELETE FROM snapshots WHERE seq < ?", Math.max(0, ...seqs));
  connection.rows("PRAGMA incremental_vacuum");
}

const keySchema = v.object({ key: v.string() });
const seqSchema = v.object({ seq: v.number() });
const snapshotSchema = v.object({ seq: v.number(), version: v.number(), facts: v.string() });

const newestSnapshot = (connection: Connection): Snapshot | undefined =>
  savedSnapshots(connection).next().value;

/** Those that this version can read, the newest one first; a state may be long, so each is parsed when it is needed. */
function* savedSnapshots(connection: Connection): Generator<Snapshot, undefined> {
  const rows = connection.rows(
    `SELECT seq, version, facts FROM snapshots WHERE version IN (${READABLE_FACTS.join(", ")}) ORDER BY seq DESC LIMIT ?`,
    SNAPSHOTS_KEPT,
  );
  for (const row of rows) {
    const { seq, version, facts } = parseRow(snapshotSchema, row);
    const parsed = v.safeParse(factsSchema, upcastFacts(version, parseJsonOrUndefined(facts)));
    if (parsed.success) yield { seq, facts: parsed.output };
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

/** Frees a quarter when the limit is exceeded, so that this does not happen with every event. */
const KEPT_SHARE = 0.75;

/** The approximate size of a row without its texts. */
const ROW_BYTES = 24;

function forgetUpTo(connection: Connection, { beforeMs, bytes }: HistoryLimits): number | undefined {
  const first = connection.number("SELECT min(seq) FROM events");
  const firstYoung = connection.number("SELECT seq FROM events WHERE at >= ? ORDER BY seq LIMIT 1", beforeMs);
  const old = firstYoung > 0 ? firstYoung - 1 : connection.number("SELECT max(seq) FROM events");
  // Events only: readings do not grow, and deleting events would not make them smaller.
  const usedBytes = connection.number(`SELECT sum(length(data) + length(type) + ${ROW_BYTES}) FROM events`);
  const count = connection.number("SELECT count(*) FROM events");
  const surplus = usedBytes > bytes ? Math.floor(count * (1 - (KEPT_SHARE * bytes) / usedBytes)) : 0;
  const beyond = connection.number("SELECT seq FROM events ORDER BY seq LIMIT 1 OFFSET ?", surplus) - 1;
  const upTo = Math.max(old, surplus > 0 ? beyond : 0);
  return upTo >= first && first > 0 ? upTo : undefined;
}
