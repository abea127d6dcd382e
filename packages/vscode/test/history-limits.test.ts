import { expect, it } from "vitest";
import { historyLimitsOf } from "../src/settings/history-limits.ts";

it("counts days back from now, and megabytes as powers of ten, like Ollama", () => {
  const now = Date.parse("2026-07-31T12:00:00Z");
  expect(historyLimitsOf({ historyDays: 30, historyMegabytes: 20 }, now)).toEqual({
    beforeMs: Date.parse("2026-07-01T12:00:00Z"),
    bytes: 20_000_000,
  });
});
