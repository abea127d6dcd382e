import { join } from "node:path";
import { openHistory } from "@paddock/core/adapters";
import { factsIn } from "@paddock/core/testing";
import { fingerprintOf } from "../fingerprint.ts";
import { tally, type Report } from "../report.ts";
import { storedEventsIn } from "../stored-events.ts";

/** The number of facts of each type in a history. */
export type FactCounts = Readonly<Record<string, number>>;

const ENDINGS = ["download.completed", "download.failed", "download.cancelled"];

/** Checks that a history gives the state that the windows show, and that each accepted download ends as often as it begins. */
export function auditHistory(
  folder: string,
  decided: readonly string[],
  shown: string | undefined,
): Report & { readonly counts: FactCounts } {
  const rows = storedEventsIn(join(folder, "history.db"));
  const counts: Record<string, number> = {};
  for (const { type } of rows) counts[type] = (counts[type] ?? 0) + 1;

  const accepted = decided.flatMap((words) => {
    const [, , id = "", command, answer] = words.split(" ");
    return command === "download.request" && answer === "accepted" ? [id] : [];
  });
  const idsOf = (types: readonly string[]): readonly string[] =>
    rows.filter(({ type }) => types.includes(type)).map(({ id }) => id);
  const requested = new Set(idsOf(["download.requested"]));
  // A model that is requested again continues its cancelled download, and that one ends once more.
  const continued = idsOf(["download.retry-requested"]);
  const lost = accepted.filter((id) => !requested.has(id)).length - continued.length;
  const ended = idsOf(ENDINGS);
  const timesIn = (ids: readonly string[], id: string): number => ids.filter((one) => one === id).length;
  const failures = rows.filter(({ type }) => type === "download.failed").map(({ failure }) => failure);

  return {
    counts,
    wrong: [
      ...(sumOf(folder) === shown ? [] : ["the history does not give the state that is shown"]),
      ...(lost > 0 ? [`${lost} downloads were accepted, but are lost`] : []),
      ...[...requested].flatMap((id) => {
        const [begun, ends] = [1 + timesIn(continued, id), timesIn(ended, id)];
        return begun === ends ? [] : [`download ${id} began ${begun} times, and ended ${ends} times`];
      }),
      ...failures.map((failure) => `a download failed: ${failure}`),
    ],
    figures: {
      facts: rows.length,
      "downloads and their ends": `${requested.size}: ${tally(rows.flatMap(({ type }) => (ENDINGS.includes(type) ? [type] : [])))}`,
    },
  };
}

function sumOf(folder: string): string {
  const logger = { info() {}, warn() {} };
  const limits = () => ({ beforeMs: 0, bytes: Number.POSITIVE_INFINITY });
  const { store } = openHistory({ folder, limits, logger });
  try {
    const facts = factsIn(store.load());
    const replayed = factsIn({ recorded: store.factsAfter(0, Number.MAX_SAFE_INTEGER) });
    return fingerprintOf(facts) === fingerprintOf(replayed)
      ? fingerprintOf(facts)
      : "snapshot and events differ";
  } finally {
    store.close();
  }
}
