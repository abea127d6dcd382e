import { host } from "../../testing/events.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { initialHostFacts } from "../../app/host-state.ts";
import { evolve } from "../../app/evolve.ts";
import { factsSchema, initialState } from "../../app/state.ts";
import { initialService } from "../../service/service.ts";
import { anyEvent, anyHistory } from "../../testing/arbitraries/events.ts";
import { fromRow, toRow } from "./event-rows.ts";
import { emptyContext, READABLE_FACTS, upcastFacts } from "./upcast.ts";
import * as v from "valibot";

describe("an event in a row", () => {
  it("is read back as it was written", () => {
    fc.assert(
      fc.property(anyEvent, fc.nat(), fc.nat(), (event, seq, atMs) => {
        expect(fromRow(toRow({ seq, atMs, event }), emptyContext())).toEqual({ seq, atMs, event });
      }),
      { numRuns: 2_000 },
    );
  });

  it("is left out if it is damaged in any way", () => {
    fc.assert(
      fc.property(anyEvent, fc.nat(), (event, at) => {
        const { data, ...row } = toRow({ seq: 1, atMs: 1, event });
        const cut = data.slice(0, at % data.length);
        expect(fromRow({ ...row, data: cut }, emptyContext())).toBeUndefined();
      }),
    );
    const row = toRow({ seq: 1, atMs: 1, event: { type: "history.compacted", upTo: 4 } });
    expect(
      fromRow({ ...row, data: '{"type":"history.compacted","upTo":"4"}' }, emptyContext()),
    ).toBeUndefined();
    expect(fromRow({ ...row, data: "null" }, emptyContext())).toBeUndefined();
  });

  it("in a row that no version of Paddock can have written means that the file is damaged", () => {
    const row = toRow({ seq: 1, atMs: 1, event: { type: "service.stopped", host } });
    expect(() => fromRow({ ...row, at: null }, emptyContext())).toThrow("store-damaged");
    expect(() => fromRow({}, emptyContext())).toThrow("store-damaged");
  });

  it("of a newer version does not count as damaged", () => {
    const row = toRow({ seq: 1, atMs: 1, event: { type: "service.stopped", host } });
    expect(() => fromRow({ ...row, version: 99 }, emptyContext())).toThrow("store-newer");
    expect(() => fromRow({ ...row, type: "service.teleported" }, emptyContext())).toThrow("store-newer");
  });

  it("of an older version is converted to the current version", () => {
    const row = { seq: 3, at: 5, version: 1 };
    const data = JSON.stringify({ type: "download.requested", id: "d1", model: "pony:latest" });
    expect(fromRow({ ...row, type: "download.requested", data }, emptyContext())?.event).toEqual({
      type: "download.requested",
      id: "d1",
      model: "pony:latest",
      host: "http://localhost:11434",
    });
  });
});

describe("the facts in a snapshot", () => {
  it("are read back exactly as they were written", () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const { facts } = history.reduce(evolve, initialState);
        expect(v.parse(factsSchema, JSON.parse(JSON.stringify(facts)))).toEqual(facts);
      }),
      { numRuns: 1_000 },
    );
  });

  it("of the version that knew controls instead of owners are read with owners", () => {
    const process = { pid: 7, startedAt: "then", executable: "/usr/bin/ollama" };
    const { owner: _, ...service } = { ...initialService, control: "ours", process };
    const facts = {
      ...initialState.facts,
      watched: host,
      hosts: { [host]: { ...initialHostFacts, service } },
    };
    const { hosts, watched } = v.parse(factsSchema, upcastFacts(5, JSON.parse(JSON.stringify(facts))));
    expect(hosts[host]?.service.owner).toEqual({ kind: "paddock", process });
    expect(watched).toEqual([{ host }]);
    expect(READABLE_FACTS).toContain(5);
  });

  it("that are damaged are not read, in any version", () => {
    for (const damaged of [undefined, null, "text", { hosts: "none" }, { hosts: { [host]: 7 } }])
      for (const version of READABLE_FACTS)
        expect(v.safeParse(factsSchema, upcastFacts(version, damaged)).success).toBe(false);
  });
});
