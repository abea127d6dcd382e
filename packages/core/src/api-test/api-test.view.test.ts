import { assert, describe, expect, it } from "vitest";
import type { AppEvent } from "../app/events.ts";
import { hostFacts } from "../app/state.ts";
import { rememberedOf } from "../service/remembered-service.ts";
import { host, pointed, running } from "../testing/events.ts";
import { given, modelName } from "../testing/index.ts";
import { apiTabView } from "../clients/api-tab.view.ts";

const step = {
  step: "reach",
  outcome: "failed",
  tookMs: 1,
  failure: { kind: "unreachable", cause: "refused" },
} as const;
const failed: readonly AppEvent[] = [
  { type: "test.requested", host },
  { type: "test.stepped", host, step },
  { type: "test.completed", host },
];
const stopped = { type: "service.stopped", host } as const;

const testAt = (nowMs: number, ...events: readonly AppEvent[]) =>
  apiTabView(given(...events).state, nowMs, {
    chosen: undefined,
    shown: { headerNames: [], networkAddresses: [] },
  }).health;
const testAfter = (...events: readonly AppEvent[]) => testAt(5_000, ...events);

describe("a failed test of the API", () => {
  it("is red while the service is as it was", () => {
    const { tone, summary, steps } = testAfter(pointed, stopped, ...failed);
    expect([tone, ...steps.map((row) => row.tone)]).toEqual(["wrong", "wrong", "quiet", "quiet"]);
    expect(summary).not.toContain("out of date");
    expect(testAfter(pointed, running, ...failed).tone).toBe("wrong");
    // The same run, seen again.
    expect(testAfter(pointed, running, ...failed, running).tone).toBe("wrong");
  });

  it("is not out of date after a reload of the window, unless another Ollama runs by then", () => {
    const before = given(pointed, running, ...failed).state;
    const remembered = rememberedOf(hostFacts(before).service, { isRemote: false, isDemo: false });
    assert(remembered);
    const reloaded = { ...pointed, remembered };
    const outOfDate = expect.stringContaining("out of date") as unknown;
    for (const seen of [[], [running], [running, reloaded, running]])
      expect(testAfter(pointed, running, ...failed, reloaded, ...seen).summary).not.toEqual(outOfDate);
    const process = { pid: 2, startedAt: "now", executable: "ollama" };
    const anotherRun = { kind: "paddock", process } as const;
    for (const other of [
      { ...running, version: "0.40.0" },
      { ...running, owner: anotherRun },
    ])
      expect(testAfter(pointed, running, ...failed, reloaded, other).summary).toEqual(outOfDate);
  });

  it("says that Ollama is not installed, where it is not", () => {
    const { steps } = testAfter(pointed, { type: "service.not-installed", host }, ...failed);
    expect(steps[0]?.detail).toBe(
      "Ollama was not found on this machine. Install it, or set the path of its executable.",
    );
  });

  it("is out of date, and not red, once the service has been started", () => {
    const { tone, summary, steps } = testAfter(pointed, stopped, ...failed, running);
    expect([tone, ...steps.map((row) => row.tone)]).toEqual(["quiet", "quiet", "quiet", "quiet"]);
    expect(summary).toMatch(/^not reachable · out of date$/);
  });
});

describe("a good test of the API", () => {
  const passed: readonly AppEvent[] = [
    { type: "test.requested", host },
    { type: "test.stepped", host, step: { step: "reach", outcome: "passed", tookMs: 1 } },
    { type: "test.completed", host },
  ];
  const looksAfter = (...events: readonly AppEvent[]) => {
    const { steps, isMain } = testAfter(pointed, running, ...passed, ...events);
    return [steps[0]?.tone, isMain];
  };

  it("says nothing once the service is stopped, and the test is then not what helps most", () => {
    expect(looksAfter()).toEqual(["good", true]);
    expect(looksAfter(stopped)).toEqual(["quiet", false]);
  });
});

describe("the steps of a test", () => {
  it("are the same rows before, while and after it runs, so that nothing moves", () => {
    const requested = { type: "test.requested", host } as const;
    const keys = (...events: readonly AppEvent[]) =>
      testAfter(pointed, ...events).steps.map(({ key }) => key);
    const rows = ["reach", "version", "answer"];
    expect([keys(), keys(requested), keys(...failed), keys(running, requested)]).toEqual([
      rows,
      rows,
      rows,
      rows,
    ]);
    expect(testAfter(pointed, requested).steps.map(({ tone }) => tone)).toEqual(["busy", "quiet", "quiet"]);
  });
});

describe("a test of the API that takes long", () => {
  const newer = { ...running, version: "0.40.0" };
  const requested = { type: "test.requested", host } as const;
  const summaryAt = (nowMs: number, event: AppEvent) => testAt(nowMs, pointed, event, requested).summary;

  it("says that the model may have to be converted first, if Ollama does that", () => {
    expect(summaryAt(1_000, newer)).toBe("testing…");
    expect(summaryAt(60_000, newer)).toMatch(/^still testing: Ollama may have to convert the model first/);
    expect(summaryAt(60_000, running)).toBe("testing…");
  });
});

describe("a test of a model that only decides", () => {
  it("says that it cannot be tested here, and is not red", () => {
    const judged = {
      step: "answer",
      outcome: "skipped",
      why: "only-decides",
      model: modelName("judge"),
    } as const;
    const reached = { step: "reach", outcome: "passed", tookMs: 1 } as const;
    const stepped = [reached, judged].map((one) => ({ type: "test.stepped", host, step: one }) as const);
    const { tone, summary, steps } = testAfter(
      pointed,
      running,
      { type: "test.requested", host },
      ...stepped,
      { type: "test.completed", host },
    );
    expect(summary).toMatch(/^reachable, judge:latest cannot be tested here · /);
    expect([tone, steps.at(-1)?.tone]).toEqual(["quiet", "quiet"]);
    expect(steps.at(-1)?.detail).toContain("/v1/systemone");
  });
});
