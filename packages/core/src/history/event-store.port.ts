import type { Observable } from "rxjs";
import type { Facts } from "../app/state.ts";
import type { Recorded } from "../app/events.ts";
import type { StoreFailure } from "../shared/failure.ts";

/**
 * Where what happens is kept: facts for good, of readings the last of each key. All windows share one, and what they
 * record stands in one order. Every function may throw `PortError` of a `StoreFailure`.
 */
export interface EventStore {
  /** What adds up to the present state: the newest snapshot, if there is one, and what came after it. */
  load(): Stored;
  /** What anybody recorded after `seq`; of readings the last of each key. In order. */
  after(seq: number): readonly Recorded[];
  /**
   * Records while nobody else can. `record` is told what others recorded after `seq` and the next free number, and says
   * what to record. Answers `false`, without calling it, where somebody else is writing just now.
   */
  write(seq: number, record: RecordOnTop): boolean;
  /** Up to `most` facts before `seq`, the last ones, in order. */
  factsBefore(seq: number, most: number): readonly Recorded[];
  /** Up to `most` facts after `seq`, the first ones, in order. */
  factsAfter(seq: number, most: number): readonly Recorded[];
  /** The last reading of each key, in order. */
  readings(): readonly StoredReading[];
  /** Keeps what the facts up to `seq` add up to, so that opening need not add it up again. */
  keepSnapshot(snapshot: Snapshot): void;
  /** The number up to which the limits ask to forget; `undefined` where they ask for nothing. */
  forgetUpTo(limits: HistoryLimits): number | undefined;
  /**
   * Forgets facts by their numbers, and readings by their keys; their numbers are not given again. A snapshot that needs
   * one of these facts, to go on from where it was taken, is forgotten too.
   */
  forget(seqs: readonly number[], keys: readonly string[]): void;
  readonly changed$: Observable<StoreChange>;
  /** Why it keeps nothing, or where it had to begin anew, as far as that was not taken yet: to be told once. */
  takeNews(): readonly StoreNews[];
  close(): void;
}

/** Says what to record on top of what others have, the first of it under `nextSeq`. */
export type RecordOnTop = (others: readonly Recorded[], nextSeq: number) => readonly Recorded[];

/** What is stored: a snapshot, and what came after it, in order. */
export type Stored = {
  readonly snapshot?: Snapshot;
  readonly recorded: readonly Recorded[];
  /** A newer version of us has recorded more than this one can read; it is told what was recorded before that. */
  readonly isNewer?: true;
};

/** A reading, and the key under which it is stored. */
export type StoredReading = { readonly key: string; readonly recorded: Recorded };

/** What the facts up to a number add up to. */
export type Snapshot = { readonly seq: number; readonly facts: Facts };

/** How much is kept: nothing that ended before `beforeMs` (milliseconds since 1970), and not more than `bytes`. */
export type HistoryLimits = { readonly beforeMs: number; readonly bytes: number };

/** Why a window must read the store again. */
export type StoreChange =
  /** Somebody else may have recorded something. */
  | "recorded"
  /** What was recorded has other numbers. */
  | "renumbered"
  /** It was begun anew: nothing that was known is there any more. */
  | "renewed";

/** What is to be told of a store that was opened. */
export type StoreNews =
  | { readonly kind: "unkept"; readonly failure: StoreFailure }
  | { readonly kind: "set-aside"; readonly file: string };
