import { describe, expect, it } from "vitest";
import type { AppEvent, Recorded } from "../app/events.ts";
import { evolve } from "../app/evolve.ts";
import { initialState } from "../app/state.ts";
import type { RecordedHistory, Snapshot } from "../history/event-store.port.ts";
import { host } from "../testing/events.ts";
import { modelName } from "../testing/index.ts";
import { parseDownloadId } from "../downloads/download-id.ts";
import type { Entry } from "./entry.ts";
import { createPast } from "./past.source.ts";

const toEntry = ({ seq, atMs, event }: Recorded): Entry => ({
  seq,
  atMs,
  type: event.type,
  kind: "service",
  isFact: true,
  text: "",
  note: "",
  isWrong: false,
});

const starting: AppEvent = { type: "service.start-requested", host };
const stopped: AppEvent = { type: "service.stopped", host };

function downloaded(number: number): readonly AppEvent[] {
  const id = parseDownloadId(`d${number}`)!;
  return [
    { type: "download.requested", host, id, model: modelName(`m${number}`) },
    { type: "download.completed", host, id },
  ];
}

/** A history of these events; every third number is one of a reading, which is not there any more. */
function historyOf(events: readonly AppEvent[], snapshots: readonly Snapshot[] = [], firstSeq = 1) {
  const facts = events.map((event, index): Recorded => ({
    seq: firstSeq + index + Math.floor(index / 2),
    atMs: index * 1_000,
    event,
  }));
  let reads = 0;
  const history: RecordedHistory = {
    factsAfter(seq, most) {
      reads += 1;
      return facts.filter((one) => one.seq > seq).slice(0, most);
    },
    readings: () => [],
    snapshots: () => snapshots,
  };
  return { history, facts, reads: () => reads };
}

function readWhole(history: RecordedHistory) {
  const past = createPast(history, toEntry);
  while (past.read().length > 0);
  return past;
}

const MANY = Array.from({ length: 700 }, (_, index) => [
  starting,
  ...(index % 100 === 0 ? downloaded(index) : [stopped, starting]),
  stopped,
]).flat();

describe("a history that was read", () => {
  it("has the state before and after each event, as folding all events gives it", () => {
    const { history, facts } = historyOf(MANY);
    const past = readWhole(history);
    expect(past.entries.map(({ seq }) => seq)).toEqual(facts.map(({ seq }) => seq));
    for (const index of [0, 1, 199, 200, 201, 1_499, 2_000, 2_799]) {
      const { seq } = facts[index]!;
      const states = [index, index + 1].map((end) => facts.slice(0, end).reduce(evolve, initialState).facts);
      const step = past.stepAt(seq);
      expect([step?.before, step?.after], `event ${index}`).toEqual(states);
      expect(step?.recorded.event).toBe(facts[index]?.event);
    }
  });

  it("reads a step's neighbours only once, and 200 events at most", () => {
    const { history, facts, reads } = historyOf(MANY);
    const past = readWhole(history);
    const before = reads();
    for (const { seq } of facts.slice(1_000, 1_200)) past.stepAt(seq);
    expect(reads() - before).toBe(1);
  });

  it("reads on where it ended", () => {
    const { history } = historyOf(MANY.slice(0, 600));
    const growing = historyOf(MANY);
    let current = history;
    const past = createPast(
      { ...history, factsAfter: (seq, most) => current.factsAfter(seq, most) },
      toEntry,
    );
    while (past.read().length > 0);
    current = growing.history;
    expect(past.read()).toHaveLength(500);
    while (past.read().length > 0);
    const { seq } = growing.facts[1_099]!;
    expect(past.stepAt(seq)?.after).toEqual(growing.facts.slice(0, 1_100).reduce(evolve, initialState).facts);
  });

  it("begins with what was known where earlier events are gone", () => {
    const known = historyOf(downloaded(1)).facts.reduce(evolve, initialState).facts;
    const { history, facts } = historyOf([starting, stopped], [{ seq: 40, facts: known }], 41);
    const step = readWhole(history).stepAt(facts[0]!.seq);
    expect(Object.keys(step?.before.hosts[host]?.downloads ?? {})).toEqual(["d1"]);
    expect(step?.before).toEqual(known);
  });

  it("does not know an event that is not in it", () => {
    const { history } = historyOf([starting]);
    expect(readWhole(history).stepAt(7)).toBeUndefined();
  });
});
