import * as v from "valibot";
import { count, fact, kind, news, position, text, type DataOf, type EventOf } from "../shared/described.ts";
import { storeFailureSchema } from "../shared/failure.ts";

/** Whether the history is saved beyond this session. */
export const historySchema = v.variant("kind", [
  kind("kept", { sinceSeq: count }),
  kind("unkept", { failure: storeFailureSchema, sinceSeq: count }),
]);
type History = DataOf<typeof historySchema>;

/** Events of the history itself. */
export const HISTORY_EVENTS = [
  /** Work that ended up to this number (0: none) may be deleted, and these readings of what no longer exists. */
  news("history.compacted", {
    upTo: position,
    readings: v.exactOptional(v.array(v.object({ key: text, seq: position }))),
  }),
  /** The history could not be read: it was moved to this file, and a new one was started. */
  news("history.set-aside", { file: text }),
  /** The file of the history was gone: a new one was started, with the state that the leader knew. */
  news("history.removed", {}),
  /** The history cannot be written: events are kept in memory until this session ends. */
  news("history.unkept", { failure: storeFailureSchema }),
  /** The history can be written again, and contains what happened in the meantime. */
  fact("history.kept", {}),
] as const;
type HistoryEvent = EventOf<typeof HISTORY_EVENTS>;

export const initialHistory: History = { kind: "kept", sinceSeq: 0 };

export function evolveHistory(history: History, event: HistoryEvent, seq: number): History {
  switch (event.type) {
    case "history.unkept":
      return { kind: "unkept", failure: event.failure, sinceSeq: seq };
    case "history.kept":
      return { kind: "kept", sinceSeq: seq };
    case "history.compacted":
    case "history.set-aside":
    case "history.removed":
      return history;
  }
}
