import * as v from "valibot";
import { describe, expect, it } from "vitest";
import type { AppEvent } from "../app/events.ts";
import { hostFacts } from "../app/state.ts";
import { host, pointed, running } from "../testing/events.ts";
import { given, modelName } from "../testing/index.ts";
import { answersView, describePast } from "./answers.view.ts";
import { pastTestsSchema } from "./past-tests.ts";

const model = modelName("pony");

/** A test of which the model answers after this time; `undefined`: Ollama cannot be reached. */
const tested = (tookMs: number | undefined, by = model, loadMs?: number): readonly AppEvent[] => [
  { type: "test.requested", host },
  tookMs === undefined
    ? {
        type: "test.stepped",
        host,
        step: { step: "reach", outcome: "failed", tookMs: 1, failure: { kind: "timed-out", afterMs: 1 } },
      }
    : {
        type: "test.stepped",
        host,
        step: {
          step: "answer",
          outcome: "passed",
          tookMs,
          model: by,
          by: "/api/chat",
          answer: { kind: "words", text: "Hello", ...(loadMs !== undefined && { loadMs }) },
        },
      },
  { type: "test.completed", host },
];
const past = (...times: readonly (number | undefined)[]) =>
  hostFacts(given(pointed, running, ...times.flatMap((tookMs) => tested(tookMs))).state).pastTests;

describe("the answers of the last tests", () => {
  it("are drawn from the second one on", () => {
    expect(answersView(past(), 0)).toBeNull();
    expect(answersView(past(400), 0)).toBeNull();
    expect(answersView(past(400, undefined), 0)).toBeNull();
    expect(answersView(past(400, undefined, 420), 0)).toMatchObject({
      values: [400, 420],
      slow: null,
      note: "of pony in the last tests (2), in milliseconds",
      label: "The last answers of pony (2) took 400–420 ms.",
    });
  });

  it("have a mark at one that took much longer", () => {
    const view = answersView(past(400, 4_310, 420), 0);
    expect(view?.slow).toEqual({ at: 1, text: "4,310" });
    expect(view?.marks.map(({ at }) => at)).toEqual([0, 1, 2]);
    expect(view?.label).toContain("One was much slower than the others: 4.3 sec.");
  });

  it("say that the slow one was slow because the model was loaded first", () => {
    const tests = [tested(400), tested(4_310, model, 3_900), tested(420, model, 40)];
    const { state } = given(pointed, running, ...tests.flat());
    const view = answersView(hostFacts(state).pastTests, 0);
    expect(view?.marks.map(({ text }) => text.includes("loading included"))).toEqual([false, true, false]);
    expect(view?.label).toContain("slower than the others: 4.3 sec · loading included.");
  });

  it("are those of the model that answered last: a larger one is not called slow beside it", () => {
    const big = modelName("llama3.3:70b");
    const events = [...tested(400), ...tested(40_000, big), ...tested(420), ...tested(undefined)];
    const { pastTests } = hostFacts(given(pointed, running, ...events).state);
    expect(answersView(pastTests, 0)).toMatchObject({ values: [400, 420], slow: null });
    const thenBig = hostFacts(given(pointed, running, ...events, ...tested(39_000, big)).state).pastTests;
    expect(answersView(thenBig, 0)).toMatchObject({
      values: [40_000, 39_000],
      note: "of llama3.3:70b in the last tests (2), in milliseconds",
    });
  });

  it("are not drawn where an older version has stored them without their model", () => {
    const stored = [400, 420].map((answeredMs, seq) => ({ seq, atMs: seq, isFine: true, answeredMs }));
    expect(v.is(pastTestsSchema, stored)).toBe(true);
    expect(answersView(stored, 0)).toBeNull();
    expect(describePast(stored)).toBe("2 of the last 2 were fine");
  });

  it("have none where all are quick", () => {
    expect(answersView(past(1, 9, 2), 0)?.slow).toBeNull();
  });

  it("are those of twenty tests", () => {
    const many = past(...Array.from({ length: 25 }, (_, index) => 100 + index));
    expect(answersView(many, 0)?.values).toHaveLength(20);
    expect(answersView(many, 0)?.values[0]).toBe(105);
  });

  it("do not belong to a test that was cut off", () => {
    const [requested] = tested(1);
    const cut = given(pointed, running, ...tested(400), requested!, { type: "test.completed", host });
    expect(hostFacts(cut.state).pastTests).toHaveLength(1);
  });
});

it("the health says how many of the last tests were fine", () => {
  expect(describePast(past(400))).toBe("");
  expect(describePast(past(400, undefined, 420))).toBe("2 of the last 3 were fine");
});
