import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AppEvent } from "../app/events.ts";
import { hostFacts, type AppState } from "../app/state.ts";
import { host, pointed, running } from "../testing/events.ts";
import { given, modelName } from "../testing/index.ts";
import { downloadBench } from "../testing/download-bench.ts";
import { downloadRows } from "../ui/index.ts";
import { parseDownloadId, type DownloadId } from "./download-id.ts";
import { allDownloads, byTurn } from "./downloads.ts";
import { nextAfter, placesIn, type QueueMove } from "./queue-move.ts";

const idOf = (name: string): DownloadId => parseDownloadId(name)!;
const ids = ["a", "b", "c", "d", "e"].map(idOf);
const [a, b, c, d] = [idOf("a"), idOf("b"), idOf("c"), idOf("d")];

const anyMove = fc.oneof(
  fc.constantFrom<QueueMove>({ kind: "up" }, { kind: "down" }, { kind: "last" }),
  fc.constantFrom(...ids).map((id): QueueMove => ({ kind: "before", id })),
);

const requested = (id: DownloadId) =>
  ({ type: "download.requested", host, id, model: modelName(id) }) as const;

describe("a move in the queue", () => {
  it.each<[QueueMove, readonly DownloadId[]]>([
    [{ kind: "up" }, [b, a, c, d]],
    [{ kind: "down" }, [a, c, b, d]],
    [{ kind: "last" }, [a, c, d, b]],
    [{ kind: "before", id: a }, [b, a, c, d]],
    [{ kind: "before", id: d }, [a, c, b, d]],
    [{ kind: "before", id: b }, [a, b, c, d]],
    [{ kind: "before", id: idOf("gone") }, [a, b, c, d]],
  ])("of the second of four: %o", (to, expected) => {
    expect(movedIn([a, b, c, d], b, to)).toEqual(expected);
  });

  it("ends at the ends of the queue", () => {
    expect(movedIn([a, b], a, { kind: "up" })).toEqual([a, b]);
    expect(movedIn([a, b], b, { kind: "down" })).toEqual([a, b]);
    expect(movedIn([a, b], c, { kind: "last" })).toEqual([a, b]);
  });

  it("keeps the order of all others, however often and whatever else waits or rests", () => {
    const paused = fc.subarray(ids);
    fc.assert(
      fc.property(
        paused,
        fc.array(fc.tuple(fc.constantFrom(...ids), anyMove), { maxLength: 6 }),
        (resting, moves) => {
          const events: AppEvent[] = [
            pointed,
            running,
            ...ids.map(requested),
            ...resting.flatMap((id): readonly AppEvent[] => [
              { type: "download.pause-requested", host, id },
              { type: "download.paused", host, id },
            ]),
          ];
          for (const [id, to] of moves) {
            const { state, when } = given(...events);
            const before = orderIn(state);
            const decision = when({ type: "download.move", host, id, to });
            if (decision.accepted) events.push(...decision.events);
            const after = orderIn(given(...events).state);
            expect(without(after, id)).toEqual(without(before, id));
            expect(new Set(after)).toEqual(new Set(before));
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it("says which of two that wait is pulled first", () => {
    const at = downloadBench();
    for (const name of ["pony", "foal", "shire"]) at.add(name);
    expect(at.open()).toEqual(["pony"]);
    at.ask({ type: "download.move", host, id: idOf("shire"), to: { kind: "up" } });
    at.ask({ type: "download.cancel", host, id: idOf("pony") });
    at.clock.increment(5_000);
    expect(at.open()).toEqual(["shire"]);
  });

  it("outlives the leader that carried it", () => {
    const at = downloadBench();
    for (const name of ["pony", "foal", "shire"]) at.add(name);
    at.ask({ type: "download.move", host, id: idOf("shire"), to: { kind: "before", id: idOf("foal") } });
    at.takeOver();
    at.ask({ type: "download.cancel", host, id: idOf("pony") });
    at.clock.increment(5_000);
    expect(at.open()).toEqual(["shire"]);
  });

  it("is offered on a row only where it would change something", () => {
    const started = { type: "download.started", host, id: a } as const;
    const { state } = given(pointed, running, requested(a), started, requested(b), requested(c));
    const offers = Object.fromEntries(
      downloadRows(state, 0).map((row) => [row.key, row.offers.filter((type) => type.includes("move"))]),
    );
    expect(offers).toEqual({ a: [], b: ["download.move-down"], c: ["download.move-up"] });
  });
});

const movedIn = (line: readonly DownloadId[], id: DownloadId, to: QueueMove): readonly DownloadId[] =>
  placesIn(line, id, nextAfter(line, id, to));

const orderIn = (state: AppState): readonly DownloadId[] =>
  allDownloads(hostFacts(state).downloads)
    .toSorted(byTurn)
    .map(({ id }) => id);

const without = (order: readonly DownloadId[], id: DownloadId): readonly DownloadId[] =>
  order.filter((other) => other !== id);
