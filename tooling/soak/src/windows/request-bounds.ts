import type { Report } from "../report.ts";
import type { FactCounts } from "./history-audit.ts";

type Requests = Readonly<Record<string, number>>;

/** Poll intervals while a view is visible (models/watch-models.source.ts, service/watch-service.source.ts). */
const LISTS_EVERY_MS = 30_000;
const LOADED_EVERY_MS = 10_000;
const VERSION_EVERY_MS = 30_000;

/** What the windows did that causes requests to Ollama. */
export type WhatHappened = {
  readonly counts: FactCounts;
  /** How often a view became visible. */
  readonly looks: number;
  readonly ms: number;
};

/** Compares the requests with an upper bound: those of a single window, plus those of each change of leader. */
export function expectedRequests(asked: Requests, { counts, looks, ms }: WhatHappened): Report {
  const of = (...types: readonly string[]): number =>
    types.reduce((sum, type) => sum + (counts[type] ?? 0), 0);
  const [leaders, tests] = [of("leader.elected"), of("test.requested")];
  // Each of these lists the models again. Polling restarts with every look and every new leader, and when a window with
  // a visible view is killed.
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
      return times > expected
        ? [`${route} was requested ${times} times, but ${expected} times are enough`]
        : [];
    }),
    figures: {
      requests: Object.entries(most)
        .map(([route, expected]) => `${route} ${asked[route] ?? 0} (at most ${expected})`)
        .join(", "),
    },
  };
}
