import { join } from "node:path";
import { tally, type Report } from "../report.ts";
import { storedEventsIn, type StoredEvent } from "../stored-events.ts";

const ENDS = new Set(["download.completed", "download.failed", "download.cancelled"]);

/** Checks that every download in a history ended exactly once for each time that it was started. */
export function judgeHistory(folder: string): Report & { readonly completed: readonly string[] } {
  const rows = storedEventsIn(join(folder, "history.db"));
  const byId = Map.groupBy(
    rows.filter(({ type }) => type.startsWith("download.")),
    ({ id }) => id,
  );
  const models = new Map(
    rows.flatMap(({ type, id, model }) => (type === "download.requested" ? [[id, model]] : [])),
  );
  const completed = rows.flatMap(({ type, id }) =>
    type === "download.completed" ? [models.get(id) ?? ""] : [],
  );
  const ofType = (type: string): readonly StoredEvent[] => rows.filter((row) => row.type === type);
  return {
    completed: [...new Set(completed)],
    wrong: [...byId].flatMap(([id, own]) =>
      alternates(own) ? [] : [`${id} did not end once for each time it was started`],
    ),
    figures: {
      downloads: byId.size,
      "retried automatically": tally(ofType("download.retry-scheduled").map(({ failure }) => failure)),
      "failed before the end": tally(ofType("download.failed").map(({ failure }) => failure)),
      facts: rows.length,
    },
  };
}

/** Whether starts and ends alternate, and the last start has ended. */
function alternates(rows: readonly StoredEvent[]): boolean {
  const marks = rows.flatMap(({ type }) => {
    if (ENDS.has(type)) return ["end"];
    return type === "download.requested" || type === "download.retry-requested" ? ["start"] : [];
  });
  return marks.length % 2 === 0 && marks.every((mark, index) => mark === (index % 2 === 0 ? "start" : "end"));
}
