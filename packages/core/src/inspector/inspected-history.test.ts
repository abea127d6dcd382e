import { expect, it } from "vitest";
import type { Recorded } from "../app/events.ts";
import { host } from "../testing/events.ts";
import { historyOf } from "../testing/shown-inspector.ts";
import { createInspectedHistory } from "./inspected-history.action.ts";

/** A minute after the one before it, so that each has its row. */
const reading = (seq: number): Recorded => ({
  seq,
  atMs: seq * 60_000,
  event: { type: "models.listed", host, models: [] },
});

it("lists no reading that it has forgotten", () => {
  const history = createInspectedHistory(historyOf([]), { text: "", withReadings: true });
  history.read();
  for (let seq = 1; seq <= 3_000; seq++) history.add(reading(seq));
  const listed = history.timeline().rows.flatMap((row) => (row.kind === "event" ? [row.entry.seq] : []));
  expect(listed).toEqual(history.readings().map(({ seq }) => seq));
  expect(listed.every((seq) => history.chosen(seq).kind === "reading")).toBe(true);
  expect(listed.at(-1)).toBe(3_000);
  expect(listed.length).toBeLessThan(1_200);
});
