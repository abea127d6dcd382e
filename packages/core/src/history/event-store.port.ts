import type { Observable } from "rxjs";
import type { Facts } from "../app/state.ts";
import type { Recorded } from "../app/events.ts";
import type { StoreFailure } from "../shared/failure.ts";

/**
 * Stores events: all facts, and the last reading of each key. All windows share one store, and their events have one
 * order. Every function may throw `PortError` of a `StoreFailure`.
 */
export interface EventStore {
  /** What the current state is built from: the newest snapshot, if any, and the events after it. */
  load(): Stored;
  /** The facts of all windows after `seq`, and the last reading of each key, in order. */
  after(seq: number): readonly Recorded[];
  /**
   * Records while no other window can write. `record` gets what others recorded after `seq` and the next free number,
   * and returns what to record. Returns `false`, without calling `record`, while another window is writing, and after
   * another file was opened until `changed$` has emitted `renewed`.
   */
  write(seq: number, record: RecordOnTop): boolean;
  /** The last facts before `seq`, at most `most`, in order. */
  factsBefore(seq: number, most: number): readonly Recorded[];
  /** The first facts after `seq`, at most `most`, in order. */
  factsAfter(seq: number, most: number): readonly Recorded[];
  /** The last reading of each key, in order. */
  readings(): readonly StoredReading[];
  /** The states that are saved, in order. */
  snapshots(): readonly Snapshot[];
  /** Saves the state that the facts up to `seq` add up to, so that opening need not replay them. */
  keepSnapshot(snapshot: Snapshot): void;
  /**
   * Writes a whole state into a store that was started anew: what the facts add up to, and the last readings. The
   * numbers go on from there. Returns `false` while another window is writing.
   */
  restore(snapshot: Snapshot, readings: readonly Recorded[]): boolean;
  /** The size of its file; 0 if it is only in memory. */
  bytes(): number;
  /** The number up to which the limits require deletion; `undefined` where nothing has to be deleted. */
  forgetUpTo(limits: HistoryLimits): number | undefined;
  /**
   * Deletes facts by their numbers, and readings unless newer ones have replaced them; the numbers are not used again. A
   * snapshot is deleted too if replaying from it needs one of these facts.
   */
  forget(seqs: readonly number[], readings: readonly ReadingRow[]): void;
  readonly changed$: Observable<StoreChange>;
  /** Problems found on opening, each returned once: the store cannot be written, or had to be started anew. */
  takeNews(): readonly StoreNews[];
  close(): void;
}

/** What happened, as it can be read again: a store, or the content of a report. */
export type RecordedHistory = Pick<EventStore, "factsAfter" | "readings" | "snapshots">;

/** Returns what to record after the events of `others`; its first event gets the number `nextSeq`. */
export type RecordOnTop = (others: readonly Recorded[], nextSeq: number) => readonly Recorded[];

/** The content of the store: a snapshot, and the events after it, in order. */
export type Stored = {
  readonly snapshot?: Snapshot;
  readonly recorded: readonly Recorded[];
  /** A newer Paddock has recorded events that this one cannot read; `recorded` holds those before them. */
  readonly isNewer?: true;
};

/** A reading by its key, and the number that it has. */
export type ReadingRow = { readonly key: string; readonly seq: number };

export type StoredReading = { readonly key: string; readonly recorded: Recorded };

/** The state that the facts up to `seq` add up to. */
export type Snapshot = { readonly seq: number; readonly facts: Facts };

/** How much is kept: nothing that ended before `beforeMs` (milliseconds since 1970), and at most `bytes`. */
export type HistoryLimits = { readonly beforeMs: number; readonly bytes: number };

/** Why a window must read the store again. */
export type StoreChange =
  /** Another window may have recorded something. */
  | "recorded"
  /** Recorded events have got other numbers. */
  | "renumbered"
  /** Another store is in place of the last one: earlier events may no longer be in it. */
  | "renewed";

/** A problem found when the store was opened. */
export type StoreNews =
  | { readonly kind: "unkept"; readonly failure: StoreFailure }
  | { readonly kind: "set-aside"; readonly file: string };
