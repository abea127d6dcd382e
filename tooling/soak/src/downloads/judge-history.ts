import { join } from "node:path";
import { tally, type Report } from "../report.ts";
import { storedEventsIn, type StoredEvent } from "../stored-events.ts";

const ENDS = new Set(["download.completed", "download.failed", "download.cancelled"]);

/** Looks at every download in a history, whether it ended once for each time that it was begun. */
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
      endsOnceEach(own) ? [] : [`${id} did not end once for each time it began`],
    ),
    figures: {
      downloads: byId.size,
      "tried again by themselves": tally(ofType("download.retry-scheduled").map(({ failure }) => failure)),
      "failed on the way": tally(ofType("download.failed").map(({ failure }) => failure)),
      facts: rows.length,
    },
  };
}

/** After each begin comes one end, and nothing is begun that has not ended. */
function endsOnceEach(rows: readonly StoredEvent[]): boolean {
  const pullScheduler = rows.flatMap(({ type }) => {
    if (ENDS.has(type)) return ["end"];
    return type === "download.requested" || type === "download.retry-requested" ? ["begin"] : [];
  });
  return (
    pullScheduler.length % 2 === 0 &&
    pullScheduler.every((turn, index) => turn === (index % 2 === 0 ? "begin" : "end"))
  );
}
