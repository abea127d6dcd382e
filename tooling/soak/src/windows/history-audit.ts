import { join } from "node:path";
import { openHistory } from "@paddock/core/adapters";
import { factsIn } from "@paddock/core/testing";
import { fingerprintOf } from "../fingerprint.ts";
import { tally, type Report } from "../report.ts";
import { storedEventsIn } from "../stored-events.ts";

/** The number of facts of each type in a history. */
export type FactCounts = Readonly<Record<string, number>>;

const ENDINGS = ["download.completed", "download.failed", "download.cancelled"];

/** Checks that a history gives the state that the windows show, and that every accepted download ended once. */
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
  const ended = idsOf(ENDINGS);
  const failures = rows.filter(({ type }) => type === "download.failed").map(({ failure }) => failure);

  return {
    counts,
    wrong: [
      ...(sumOf(folder) === shown ? [] : ["the history does not give the state that is shown"]),
      ...accepted.filter((id) => !requested.has(id)).map((id) => `download ${id} was accepted, but is lost`),
      ...[...requested].filter((id) => !ended.includes(id)).map((id) => `download ${id} never ended`),
      ...ended.filter((id, index) => ended.indexOf(id) !== index).map((id) => `download ${id} ended twice`),
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
