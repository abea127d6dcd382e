import type { Report } from "../report.ts";
import type { FactCounts } from "./history-audit.ts";

type Requests = Readonly<Record<string, number>>;

/** While somebody looks (sources/watch-models.ts, sources/watch-service.ts). */
const LISTS_EVERY_MS = 30_000;
const LOADED_EVERY_MS = 10_000;
const VERSION_EVERY_MS = 30_000;

/** What the windows did, as far as it makes them ask Ollama for something. */
export type WhatHappened = {
  readonly counts: FactCounts;
  /** How often somebody began to look. */
  readonly looks: number;
  readonly ms: number;
};

/** What one window would have asked for the same, and on top of that for each change of leader; compared with what was. */
export function expectedRequests(asked: Requests, { counts, looks, ms }: WhatHappened): Report {
  const of = (...types: readonly string[]): number =>
    types.reduce((sum, type) => sum + (counts[type] ?? 0), 0);
  const [leaders, tests] = [of("leader.elected"), of("test.requested")];
  // Each reads the lists again; who looks begins anew with every look, every leader, and every window that dies looking.
  const changes =
    of("models.refresh-requested", "operation.completed", "operation.failed", "download.completed") +
    of("test.completed");
  const loads = of("operation.requested");
  const most: Requests = {
    "GET /api/version": 2 * leaders + tests + Math.ceil(ms / VERSION_EVERY_MS) + looks,
    "GET /api/tags": leaders + tests + changes + looks + Math.ceil(ms / LISTS_EVERY_MS),
    "GET /api/ps": leaders + changes + loads + looks + Math.ceil(ms / LOADED_EVERY_MS),
    "POST /api/pull": of("download.requested") + leaders,
  };
  return {
    wrong: Object.entries(most).flatMap(([route, expected]) => {
      const times = asked[route] ?? 0;
      return times > expected ? [`${route} was asked ${times} times, and ${expected} would do`] : [];
    }),
    figures: {
      asked: Object.entries(most)
        .map(([route, expected]) => `${route} ${asked[route] ?? 0} (at most ${expected})`)
        .join(", "),
    },
  };
}
