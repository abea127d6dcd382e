import type { StoreFailure } from "../shared/failure.ts";

/** Whether what happens outlives this session. */
export type History = { readonly sinceSeq: number } & (
  | { readonly kind: "kept" }
  | { readonly kind: "unkept"; readonly failure: StoreFailure }
);

/** What becomes of the history itself. */
export type HistoryEvent =
  /** Nobody needs what happened up to there any more: what ended by then is forgotten. */
  | { readonly type: "history.compacted"; readonly upTo: number }
  /** It could not be read, so it was kept aside in this file, and a new one begun. */
  | { readonly type: "history.set-aside"; readonly file: string }
  /** It cannot be written: what happens is known for as long as this session lasts. */
  | { readonly type: "history.unkept"; readonly failure: StoreFailure }
  /** It can be written again, and holds what happened in the meantime too. */
  | { readonly type: "history.kept" };

/** A history is kept until it is said that it is not. */
export const initialHistory: History = { kind: "kept", sinceSeq: 0 };

/** Whether the history is kept, once an event of it has been added. */
export function evolveHistory(history: History, event: HistoryEvent, seq: number): History {
  switch (event.type) {
    case "history.unkept":
      return { kind: "unkept", failure: event.failure, sinceSeq: seq };
    case "history.kept":
      return { kind: "kept", sinceSeq: seq };
    case "history.compacted":
    case "history.set-aside":
      return history;
  }
}
