import { merge, Subject } from "rxjs";
import { isFact, keyOf, type AppEvent, type Recorded } from "./events.ts";
import { isStoreFailure, PortError, toFailure, type StoreFailure } from "../shared/failure.ts";
import type { Clock } from "../shared/clock.port.ts";
import { isOlder } from "../shared/is-older.ts";
import type { EventStore, RecordOnTop } from "../history/event-store.port.ts";

/** The pause between two attempts to write to a full disk. */
const TRY_AGAIN_MS = 1_000;

/** How long another window may be writing: that takes microseconds, unless it is suspended in the middle of it. */
const PATIENCE_MS = 5_000;

type Now = Pick<Clock, "now">;

const LOCKED: StoreFailure = { kind: "store-locked", detail: "database is locked" };

/**
 * For the leader: while the store cannot be written, or another process does not end writing, events are kept in memory,
 * and stored with the next event as soon as that is possible. Until then the other windows cannot see them. In other
 * windows (`isLeader` returns `false`) a failed write throws.
 */
export function bufferingStore(store: EventStore, clock: Now, isLeader: () => boolean): EventStore {
  const renumbered$ = new Subject<"renumbered">();
  /** Events that are only in memory. Their numbers are valid in this window; the store may give them others. */
  let unkept: readonly Recorded[] = [];
  let failure: StoreFailure = { kind: "store-full" };
  let keptSeq = 0;
  /** Whether the log has reloaded the store since the events from memory were numbered there. */
  let isRenumbered = true;
  let triedAtMs = Number.NEGATIVE_INFINITY;
  const patience = createPatience(clock);

  const recordedNow = (seq: number, event: AppEvent): Recorded => ({ seq, atMs: clock.now(), event });

  /** Stores the events from memory: after what other windows have recorded meanwhile, before what is recorded now. */
  function writeAll(record: RecordOnTop): boolean {
    const isWritten = store.write(keptSeq, (others, nextSeq) => {
      const stored = unkept.map((one, index) => ({ ...one, seq: nextSeq + index }));
      const kept = recordedNow(nextSeq + stored.length, { type: "history.kept" });
      return [...stored, kept, ...record([...others, kept], kept.seq + 1)];
    });
    if (!isWritten) return false;
    unkept = [];
    isRenumbered = false;
    void Promise.resolve().then(() => renumbered$.next("renumbered"));
    return true;
  }

  function writeInMemory(seq: number, record: RecordOnTop): boolean {
    const isFirst = unkept.length === 0;
    if (isFirst) keptSeq = seq;
    const unkeptEvent = isFirst ? [recordedNow(seq + 1, { type: "history.unkept", failure })] : [];
    unkept = withLastReadings([
      ...unkept,
      ...unkeptEvent,
      ...record(unkeptEvent, seq + 1 + unkeptEvent.length),
    ]);
    return true;
  }

  return {
    ...store,
    changed$: merge(store.changed$, renumbered$),
    ...factsIn(store, () => unkept.filter(({ event }) => isFact(event))),
    load() {
      const stored = store.load();
      isRenumbered = true;
      return stored;
    },
    keepSnapshot(snapshot) {
      if (unkept.length === 0 && isRenumbered) store.keepSnapshot(snapshot);
    },
    restore(snapshot, readings) {
      if (!store.restore(snapshot, readings)) return false;
      unkept = []; // the state has them
      return true;
    },
    forget(seqs, readings) {
      if (unkept.length === 0 && isRenumbered) store.forget(seqs, readings);
    },
    after: (seq) => (unkept.length > 0 ? [] : store.after(seq)),
    write(seq, record) {
      const isTooSoon = unkept.length > 0 && !isOlder(triedAtMs, TRY_AGAIN_MS, clock.now());
      if (isTooSoon) return writeInMemory(seq, record);
      triedAtMs = clock.now();
      try {
        return patience.keep(unkept.length > 0 ? writeAll(record) : store.write(seq, record));
      } catch (error) {
        const found = toFailure(error);
        if (!isLeader() || !isStoreFailure(found) || found.kind === "store-newer") {
          patience.end();
          throw error;
        }
        failure = found;
        return writeInMemory(seq, record);
      }
    },
  };
}

/** The facts of the store, and after them those that are only in memory. */
const factsIn = (
  store: EventStore,
  unkept: () => readonly Recorded[],
): Pick<EventStore, "factsBefore" | "factsAfter"> => ({
  factsBefore: (seq, most) => [...store.factsBefore(seq, most), ...unkept()].slice(-most),
  factsAfter: (seq, most) =>
    [...store.factsAfter(seq, most), ...unkept().filter((one) => one.seq > seq)].slice(0, most),
});

/** The time since which another window has been writing. */
function createPatience(clock: Now) {
  let busySinceMs: number | undefined;
  return {
    /** Passes on whether it was written, which it was not while another window is writing; throws if that takes too long. */
    keep(isWritten: boolean): boolean {
      busySinceMs = isWritten ? undefined : (busySinceMs ?? clock.now());
      if (busySinceMs !== undefined && clock.now() - busySinceMs >= PATIENCE_MS) throw new PortError(LOCKED);
      return isWritten;
    },
    end(): void {
      busySinceMs = undefined;
    },
  };
}

function withLastReadings(recorded: readonly Recorded[]): readonly Recorded[] {
  const lastSeqs = new Map<string, number>();
  for (const { seq, event } of recorded) if (!isFact(event)) lastSeqs.set(keyOf(event), seq);
  return recorded.filter(({ seq, event }) => isFact(event) || lastSeqs.get(keyOf(event)) === seq);
}
