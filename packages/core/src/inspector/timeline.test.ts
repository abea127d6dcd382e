import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EVERYTHING, KINDS, type Entry, type TimelineFilter } from "./entry.ts";
import { createTimeline, type TimelineRow } from "./timeline.ts";

const entry = fc.record({
  type: fc.constantFrom("download.progressed", "service.running", "models.listed"),
  kind: fc.constantFrom(...KINDS),
  isFact: fc.boolean(),
  host: fc.constantFrom("a", "b"),
  model: fc.constantFrom("pony", "horse"),
  text: fc.constantFrom("Ollama is running", "pony downloaded"),
  note: fc.constant(""),
  isWrong: fc.boolean(),
  afterMs: fc.constantFrom(0, 120, 4_999, 5_000, 61_000),
});

const entries = fc.array(entry, { maxLength: 60 }).map((all): readonly Entry[] => {
  let atMs = 0;
  return all.map(({ afterMs, ...one }, index) => ({ ...one, seq: (index + 1) * 2, atMs: (atMs += afterMs) }));
});

const filter: fc.Arbitrary<TimelineFilter> = fc.record(
  {
    text: fc.constantFrom("", "pony", "OLLAMA running", "nothing"),
    withReadings: fc.boolean(),
    kind: fc.constantFrom(...KINDS),
    host: fc.constantFrom("a", "b"),
    model: fc.constantFrom("pony", "horse"),
  },
  { requiredKeys: ["text", "withReadings"] },
);

const eventsIn = (rows: readonly TimelineRow[]) => rows.filter((row) => row.kind === "event");

const at = (seq: number, atMs: number, over: Partial<Entry> = {}): Entry => ({
  seq,
  atMs,
  type: "download.progressed",
  kind: "downloads",
  isFact: true,
  text: "pony",
  note: "",
  isWrong: false,
  ...over,
});

describe("the list of events", () => {
  it("joins only events with the same words: a step of a test does not hide the one before", () => {
    const step = (seq: number, text: string) => at(seq, seq, { type: "test.stepped", kind: "tests", text });
    const { rows } = createTimeline(EVERYTHING, [
      step(1, "API test: Reachable passed"),
      step(2, "API test: Version passed"),
      step(3, "API test: Version passed"),
    ]);
    expect(eventsIn(rows).map(({ count }) => count)).toEqual([1, 2]);
  });

  it("has each event that passes the filter once, in order, however many are one row", () => {
    fc.assert(
      fc.property(filter, entries, (wanted, all) => {
        const timeline = createTimeline(wanted, all);
        const events = eventsIn(timeline.rows);
        expect(events.reduce((sum, { count }) => sum + count, 0)).toBe(timeline.count());
        expect(timeline.steps()).toBe(events.length);
        const seqs = events.flatMap(({ firstSeq, entry: { seq } }) => [firstSeq, seq]);
        expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
        expect(timeline.count() <= all.filter(({ isFact }) => wanted.withReadings || isFact).length).toBe(
          true,
        );
      }),
    );
  });

  it("is the same whether the events were there before or come one by one", () => {
    fc.assert(
      fc.property(filter, entries, (wanted, all) => {
        const growing = createTimeline(wanted, []);
        for (const one of all) growing.add(one);
        expect(growing.rows).toEqual(createTimeline(wanted, all).rows);
      }),
    );
  });

  it("finds the row of each event, and those beside it", () => {
    fc.assert(
      fc.property(entries, fc.nat(130), (all, seq) => {
        const { rows, indexOf, neighbour } = createTimeline({ text: "", withReadings: true }, all);
        const events = eventsIn(rows);
        const expected = events.findLast(({ firstSeq }) => firstSeq <= seq);
        expect(rows[indexOf(seq)]).toBe(expected);
        expect(neighbour(seq, "after")).toBe(events.find(({ firstSeq }) => firstSeq > seq)?.entry.seq);
        expect(neighbour(seq, "before")).toBe(events.findLast((row) => row.entry.seq < seq)?.entry.seq);
      }),
    );
  });

  it("folds a burst into one row with a count, and begins each minute with its time", () => {
    const { rows } = createTimeline(EVERYTHING, [
      at(1, 0),
      at(2, 100),
      at(3, 200),
      at(4, 300, { model: "horse" }),
      at(5, 61_000, { model: "horse" }),
    ]);
    expect(
      rows.map((row) =>
        row.kind === "minute" ? "minute" : `${row.firstSeq}–${row.entry.seq} × ${row.count}`,
      ),
    ).toEqual(["minute", "1–3 × 3", "4–4 × 1", "minute", "5–5 × 1"]);
  });

  it("has readings only where they are wanted, and finds a text in the words, the type and the model", () => {
    const all = [
      at(1, 0, { isFact: false }),
      at(2, 9_000, { text: "Ollama stopped", type: "service.stopped" }),
    ];
    const countOf = (wanted: Partial<TimelineFilter>): number =>
      createTimeline({ ...EVERYTHING, ...wanted }, all).count();
    expect(countOf({})).toBe(1);
    expect(countOf({ withReadings: true })).toBe(2);
    expect(countOf({ text: "STOPPED ollama" })).toBe(1);
    expect(countOf({ text: "service.stopped" })).toBe(1);
    expect(countOf({ text: "pony", withReadings: true })).toBe(1);
  });
});
