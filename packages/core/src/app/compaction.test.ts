import { host, pointed, running } from "../testing/events.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyHistory } from "../testing/arbitraries/events.ts";
import { fakeModel, given, modelName } from "../testing/index.ts";
import { parseHostId } from "../hosts/host.ts";
import { isForgettable, isForgettableReading } from "./compaction.ts";
import { isEmptyHost } from "./host-state.ts";
import { evolve } from "./evolve.ts";
import { initialState, type Facts } from "./state.ts";
import { isFact, type AppEvent, type Recorded } from "./events.ts";
import { parseDownloadId } from "../downloads/download-id.ts";

const id = parseDownloadId("d1")!;
const failed: AppEvent = { type: "download.failed", host, id, failure: { kind: "disk-full" } };
const completed: AppEvent = { type: "download.completed", host, id };
const retried: AppEvent = { type: "download.retry-requested", host, id };
const cleared: AppEvent = { type: "download.cleared", host, id };

const factsOf = (recorded: readonly Recorded[]): Facts => recorded.reduce(evolve, initialState).facts;

/**
 * A model that was copied, then downloaded under the same name, keeps its local name if the request of that download is
 * already deleted and the copy is not: then its updates are not looked for.
 */
const withoutLocalNames = ({ hosts, ...facts }: Facts) => ({
  ...facts,
  hosts: Object.fromEntries(
    Object.entries(hosts)
      .map(([id, { localNames: _names, ...host }]) => [id, host] as const)
      .filter(([, host]) => !isEmptyHost(host)),
  ),
});

describe("what a compaction forgets", () => {
  it("does not change the state that the facts add up to", () => {
    fc.assert(
      fc.property(anyHistory, fc.nat(70), (history, upTo) => {
        const facts = history.filter(({ event }) => isFact(event));
        const compacted: Recorded = {
          seq: history.length + 1,
          atMs: 9_000_000,
          event: { type: "history.compacted", upTo },
        };
        const whole = factsOf([...facts, compacted]);
        const kept = facts.filter((fact) => !isForgettable(fact, upTo, whole));
        expect(factsOf([...kept, compacted])).toEqual(whole);
      }),
      { numRuns: 5_000 },
    );
  });

  it("does not change the state either when only some of those facts were deleted", () => {
    fc.assert(
      fc.property(anyHistory, fc.nat(70), fc.nat(60), (history, upTo, forgotten) => {
        const facts = history.filter(({ event }) => isFact(event));
        const compacted: Recorded = {
          seq: history.length + 1,
          atMs: 9_000_000,
          event: { type: "history.compacted", upTo },
        };
        const whole = factsOf([...facts, compacted]);
        const deleted = new Set(facts.filter((fact) => isForgettable(fact, upTo, whole)).slice(0, forgotten));
        const left = factsOf([...facts.filter((fact) => !deleted.has(fact)), compacted]);
        expect(withoutLocalNames(left)).toEqual(withoutLocalNames(whole));
        for (const [id, { localNames = [] }] of Object.entries(whole.hosts))
          expect(left.hosts[parseHostId(id)!]?.localNames ?? []).toEqual(
            expect.arrayContaining([...localNames]),
          );
      }),
      { numRuns: 5_000 },
    );
  });

  it.each([
    { what: "failed is then reported as completed", upTo: 2, events: [failed, completed] },
    { what: "completed was cleared before its notice was shown", upTo: 1, events: [completed, cleared] },
    {
      what: "failed was retried before its notice was shown",
      upTo: 1,
      events: [failed, retried, completed, cleared],
    },
  ])("does not change the state where a download that $what", ({ upTo, events }) => {
    const requested: AppEvent = { type: "download.requested", host, id, model: modelName("pony") };
    const all: readonly AppEvent[] = [requested, ...events, { type: "history.compacted", upTo }];
    const facts = all.map((event, index): Recorded => ({ seq: index + 1, atMs: 1_000, event }));
    expect(factsOf(facts.slice(1))).toEqual(factsOf(facts));
  });

  it("does not bring back an import that was cancelled, if another model got its name", () => {
    const model = modelName("pony");
    const all: readonly AppEvent[] = [
      { type: "operation.completed", host, operation: { kind: "copy", model, destination: model } },
      { type: "download.requested", host, id, model, from: { file: "pony.gguf", label: "" } },
      { type: "download.cancelled", host, id },
      { type: "history.compacted", upTo: 3 },
    ];
    const facts = all.map((event, index): Recorded => ({ seq: index + 1, atMs: 1_000, event }));
    const whole = factsOf(facts);
    expect(factsOf(facts.filter((fact) => !isForgettable(fact, 3, whole)))).toEqual(whole);
    expect(whole.hosts[host]?.downloads).toEqual({});
  });

  it("covers everything that has ended", () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const facts = history.filter(({ event }) => isFact(event));
        const upTo = history.length;
        const whole = factsOf([
          ...facts,
          { seq: upTo + 1, atMs: 0, event: { type: "history.compacted", upTo } },
        ]);
        const isOperating = Object.values(whole.hosts).some(({ operations }) => operations.length > 0);
        const freed = isOperating ? "models.name-freed" : undefined;
        const kept = facts.filter((one) => !isForgettable(one, upTo, whole) && one.event.type !== freed);
        for (const fact of kept)
          expect(fact.event.type).toMatch(
            /^(hosts|service|environment|leader|history|download|operation|test|updates|fit|loading|try)\./,
          );
        expect(
          Object.values(whole.hosts)
            .flatMap(({ downloads }) => Object.values(downloads))
            .every(({ situation }) => situation.kind !== "completed"),
        ).toBe(true);
      }),
    );
  });
});

describe("the state of the facts", () => {
  it("depends on facts alone: without the readings it is the same", () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        expect(factsOf(history.filter(({ event }) => isFact(event)))).toEqual(factsOf(history));
      }),
    );
  });
});

describe("the result of a check for updates", () => {
  const model = fakeModel("pony");
  const found = {
    type: "updates.found",
    host,
    model: model.name,
    digest: "before",
    status: { kind: "current" },
  } as const;
  const stateWith = (...models: readonly (typeof model)[]) =>
    given(pointed, running, { type: "models.listed", host, models }, found).state;

  it("is kept while a model has that name: after a conversion, it tells what the registry had", () => {
    expect(isForgettableReading(found, stateWith(model))).toBe(false);
    expect(isForgettableReading(found, stateWith(fakeModel("foal")))).toBe(true);
  });

  it("is kept while the list of models is unknown, as in the windows that are open", () => {
    expect(isForgettableReading(found, given(pointed, running, found).state)).toBe(false);
  });
});
