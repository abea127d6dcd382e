import * as v from "valibot";
import { count, fact, kind, news, position, text, type DataOf, type EventOf } from "../shared/described.ts";
import { storeFailureSchema } from "../shared/failure.ts";

/** Whether what happens outlives this session. */
export const historySchema = v.variant("kind", [
  kind("kept", { sinceSeq: count }),
  kind("unkept", { failure: storeFailureSchema, sinceSeq: count }),
]);
export type History = DataOf<typeof historySchema>;

/** What becomes of the history itself. */
export const HISTORY_EVENTS = [
  /** What happened up to there is not needed any more: what ended by then is forgotten. */
  news("history.compacted", { upTo: position }),
  /** It could not be read, so it was kept aside in this file, and a new one begun. */
  news("history.set-aside", { file: text }),
  /** It cannot be written: what happens is known for as long as this session lasts. */
  news("history.unkept", { failure: storeFailureSchema }),
  /** It can be written again, and holds what happened in the meantime too. */
  fact("history.kept", {}),
] as const;
export type HistoryEvent = EventOf<typeof HISTORY_EVENTS>;

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
