import { describe, expect, it } from "vitest";
import type { AppEvent } from "../app/events.ts";
import { host, pointed, running } from "../testing/events.ts";
import { fakeDetails, fakeModel, given } from "../testing/index.ts";
import { dashboardView } from "../ui/index.ts";
import type { ModelName } from "./model-name.ts";
import { modelHover } from "./model-hover.view.ts";

const pony = fakeModel("pony:1b");
const foal = fakeModel("foal");
const up = [pointed, running, { type: "models.listed", host, models: [pony, foal] }] as const;

describe("a model's details", () => {
  const answered = (model: typeof pony) =>
    ({
      type: "test.stepped",
      host,
      step: {
        step: "answer",
        outcome: "passed",
        tookMs: 338,
        model: model.name,
        by: "/api/chat",
        answer: { kind: "words", text: "Hi" },
      },
    }) as const;
  const testAfter = (...events: readonly AppEvent[]) =>
    dashboardView(given(...up, ...events).state, 4_000, { chosen: { model: pony.name, number: 1 } }).chosen
      ?.details?.test;
  const asked = { type: "test.requested", host, model: pony.name } as const;
  const completed = { type: "test.completed", host } as const;

  it("show the result of its last test", () => {
    expect(testAfter()).toBeNull();
    expect(testAfter(asked)).toEqual({ text: "Test: testing…", tone: "busy" });
    const good = { text: "Test: answered in 338 ms · just now", tone: "good" };
    expect(testAfter(asked, answered(pony), completed)).toEqual(good);
    expect(testAfter({ type: "test.requested", host }, answered(pony), completed)).toEqual(good);
  });

  it("say why it did not answer", () => {
    const failure = { kind: "rejected", status: 500, message: "tensor is missing" } as const;
    const failed = {
      type: "test.stepped",
      host,
      step: { step: "answer", outcome: "failed", tookMs: 9, failure },
    } as const;
    const told = testAfter(asked, failed, completed);
    expect(told?.tone).toBe("wrong");
    expect(told?.text).toMatch(/^Test: .*tensor is missing.* · just now$/);
  });

  it.each([
    ["words", { kind: "words", text: " \n" }],
    ["numbers", { kind: "numbers", count: 0 }],
  ] as const)("remark that it answered without %s", (_what, answer) => {
    const { step } = answered(pony);
    const empty = { type: "test.stepped", host, step: { ...step, answer } } as const;
    const told = { text: "Test: empty answer after 338 ms · just now", tone: "warn" };
    expect(testAfter(asked, empty, completed)).toEqual(told);
  });

  it("say what came of an answer that broke off", () => {
    const failure = { kind: "broke-off", words: "Hel" } as const;
    const step = { step: "answer", outcome: "failed", tookMs: 9, failure } as const;
    const told = testAfter(asked, { type: "test.stepped", host, step }, completed);
    expect(told).toMatchObject({ tone: "wrong" });
    expect(told?.text).toContain("The answer broke off after “Hel”.");
  });

  it("say once how it is loaded", () => {
    const loaded = { name: pony.name, sizeBytes: 3e9, expiresAtMs: 300_000 };
    const { state } = given(...up, { type: "models.loaded", host, models: [loaded] });
    const details = dashboardView(state, 0, { chosen: { model: pony.name, number: 1 } }).chosen?.details;
    expect(details).toMatchObject({ state: "Loaded", now: "3.0 GB · 5 min left" });
    const idle = dashboardView(state, 0, { chosen: { model: foal.name, number: 1 } }).chosen?.details;
    expect(idle?.state).toBe("Available");
    expect(idle?.now).not.toContain("left");
  });

  describe("of a loaded model that is not listed", () => {
    const colt = fakeModel("colt");
    const loaded = { type: "models.loaded", host, models: [{ name: colt.name, sizeBytes: 3e9 }] } as const;
    const listed = { type: "models.listed", host, models: [pony, foal] } as const;
    const detailsAfter = (...events: readonly AppEvent[]) =>
      dashboardView(given(pointed, ...events).state, 0, { chosen: { model: colt.name, number: 1 } }).chosen
        ?.details;
    const typesOf = (details: ReturnType<typeof detailsAfter>) =>
      details?.actions.map(({ request }) => request.type);

    it("offer a restart if it was deleted, and Paddock may do that", () => {
      const gone = { ...listed, removed: [colt.name] } as const;
      expect(typesOf(detailsAfter(running, gone, loaded))).toEqual(["service.restart"]);
      const theirs = { ...running, owner: { kind: "another-program" } } as const;
      expect(typesOf(detailsAfter(theirs, gone, loaded))).toEqual([]);
    });

    it("do not call it deleted if no list had it", () => {
      const details = detailsAfter(running, listed, loaded);
      expect(details?.remark.text).toMatch(/^This model is loaded, but the server does not list it\./);
      expect(typesOf(details)).toEqual(["model.unload"]);
    });
  });

  it("do not show a test of another model", () => {
    expect(testAfter({ ...asked, model: foal.name }, answered(foal), completed)).toBeNull();
    expect(testAfter({ type: "test.requested", host }, answered(foal), completed)).toBeNull();
  });
});

describe("the facts of a model", () => {
  const factsOf = (model: typeof pony, details = fakeDetails()) =>
    Object.fromEntries(
      (
        dashboardView(
          given(
            pointed,
            running,
            { type: "models.listed", host, models: [model] },
            { type: "models.described", host, key: model.digest, details },
          ).state,
          0,
          { chosen: { model: model.name, number: 1 } },
        ).chosen?.details?.facts ?? []
      ).map(({ label, value }) => [label, value]),
    );

  it("name no other model of a server that gives all the same digest", () => {
    for (const digest of ["", "0".repeat(64)]) {
      const [one, other] = [fakeModel("pony", { digest }), fakeModel("foal", { digest })];
      const { state } = given(pointed, running, { type: "models.listed", host, models: [one, other] });
      const facts = (also: readonly ModelName[]) =>
        dashboardView(state, 0, { chosen: { model: one.name, number: 1, also } }).chosen;
      expect(facts([])?.details?.facts.map(({ label }) => label)).not.toContain("Also named");
      expect(facts([other.name])?.several?.title).toBe("2 models · 4.0 GB");
    }
  });

  it("name its runner, and further copies with their size", () => {
    const { name: _, modifiedAtMs: _at, ...copy } = pony;
    const original = { ...copy, digest: "b".repeat(64), runner: "ggml", sizeBytes: 19_646_167 };
    const converted = { ...pony, digest: "a".repeat(64), runner: "llamacpp", copies: [original] };
    expect(factsOf(converted)).toMatchObject({ Runner: "llamacpp", "Other copies": "19.6 MB for ggml" });
    const { state } = given(pointed, running, { type: "models.listed", host, models: [converted] });
    expect(modelHover(state, pony.name, 0)).toContain("Other copies: 19.6 MB for ggml");
    expect(Object.keys(factsOf(pony))).not.toContain("Runner");
    expect(Object.keys(factsOf(pony))).not.toContain("Other copies");
  });

  it("say how much it can think, and what else it can do", () => {
    const levels = { values: ["low", "medium", "high"], default: "medium" };
    expect(factsOf(pony, fakeDetails({ thinking: levels }))["Thinking"]).toBe(
      "low, medium, high (default: medium)",
    );
    const either = { values: ["true", "false"] };
    expect(factsOf(pony, fakeDetails({ thinking: either }))["Thinking"]).toBe("on, off");
    expect(factsOf({ ...pony, capabilities: ["decision"] })["Capabilities"]).toBe("decision");
    expect(factsOf({ ...pony, capabilities: ["completion", "tools"] })["Capabilities"]).toBe("chat, tools");
  });
});
