import { describe, expect, it } from "vitest";
import { hostFacts } from "../app/state.ts";
import { openRunning } from "../testing/action-bench.ts";
import { settled } from "../testing/fake-clock.ts";
import { fakeDetails, fakeModel, modelName } from "../testing/index.ts";
import { benchmarkView } from "./benchmark.view.ts";
import { nothingTried, tryKey, type ShownTries } from "./tries.ts";
import { host } from "../testing/events.ts";

const pony = modelName("pony");
const start = { type: "try.benchmark", model: pony } as const;

async function openPony(overrides: Parameters<typeof fakeModel>[1] = { capabilities: ["completion"] }) {
  const opened = await openRunning();
  const { ollama, app, clock, context } = opened;
  ollama.models = [fakeModel("pony", overrides)];
  ollama.details = new Map([[ollama.models[0]?.digest ?? "", fakeDetails()]]);
  await opened.ask({ type: "models.refresh" });
  let shown: ShownTries = nothingTried;
  context.tries.tries$.subscribe((next) => (shown = next));
  const view = () =>
    benchmarkView(app.state(), pony, {
      benchmark: shown.benchmarks.get(tryKey(host, pony)),
      nowMs: clock.now(),
    });
  const open = () => ollama.answers.filter(({ isOpen }) => isOpen);
  /** All open requests are answered: the first token after 100 ms, ten more in the second after it. */
  const answer = async (tokens = 11): Promise<number> => {
    const answering = open();
    await clock.pass(100);
    for (const { lines$ } of answering) lines$.next({ kind: "part", text: "one", thought: "", raw: "{}" });
    await clock.pass(1_000);
    for (const { lines$ } of answering) {
      lines$.next({ kind: "end", figures: { answerTokens: tokens }, isCut: true, raw: "{}" });
      lines$.complete();
    }
    await settled();
    return answering.length;
  };
  const answerAll = async (tokens?: number): Promise<readonly number[]> => {
    const counts: number[] = [];
    while (open().length > 0) counts.push(await answer(tokens));
    return counts;
  };
  return { ...opened, view, open, answer, answerAll };
}

describe("a benchmark", () => {
  it("loads the model, and measures one, two and four requests at once, three times each", async () => {
    const { ask, app, view, answer, answerAll, ollama } = await openPony();
    expect(view()).toMatchObject({ isOngoing: false, note: "" });
    const asked = await ask(start);
    expect(view()).toMatchObject({ isOngoing: true, percent: 0, status: { tone: "busy" } });
    await answer();
    expect(view().status.text).toBe("One request at a time: 1 of 3");
    expect(await answerAll()).toEqual([1, 1, 1, 2, 2, 2, 4, 4, 4]);
    expect(asked.ended()).toEqual({ kind: "done" });
    expect(view().rows.map(({ together, each, first }) => [together, each, first])).toEqual([
      ["10.0 tokens/s", "10.0 tokens/s", "100 ms"],
      ["21.0 tokens/s", "10.5 tokens/s", "100 ms"],
      ["43.0 tokens/s", "10.8 tokens/s", "100 ms"],
    ]);
    expect(view().note).toMatch(/^Uses the machine for about \d+ sec\.$/);
    expect(hostFacts(app.state()).tried?.benchmarks).toMatchObject([{ model: pony, version: "0.33.0" }]);
    expect(new Set(ollama.answers.map(({ request }) => JSON.stringify(request)))).toHaveLength(1);
  });

  it("is compared with the last one of the model", async () => {
    const { ask, app, view, answerAll, clock } = await openPony();
    const levels = [1, 2, 4].map((atOnce) => ({ atOnce, tokensPerSecond: 10 * atOnce, firstMs: 100 }));
    const startedAtMs = clock.now() - 8 * 86_400_000;
    const result = { model: pony, startedAtMs, tookMs: 9_000, version: "0.32.0", levels };
    await app.dispatch({ type: "try.keep-benchmark", host, result });
    expect(view().note).toBe("Uses the machine for about 9 sec.");
    await ask(start);
    await answerAll(12);
    expect(view().rows.map(({ change }) => change)).toEqual(["+10%", "+15%", "+18%"]);
    expect(view().status.text).toMatch(/^\+10% against \w+ \d+ \(Ollama 0\.32\.0\) · /);
  });

  it("closes its requests when it is stopped, and keeps nothing", async () => {
    const { ask, app, view, answer, answerAll, open } = await openPony();
    const asked = await ask(start);
    for (let round = 0; round < 5; round++) await answer();
    expect(open()).toHaveLength(2);
    await ask({ type: "try.stop", model: pony });
    expect([open().length, asked.ended(), hostFacts(app.state()).tried]).toEqual([
      0,
      { kind: "cancelled" },
      undefined,
    ]);
    expect(view()).toMatchObject({ isOngoing: false, status: { text: "Stopped.", tone: "quiet" } });
    await ask(start);
    await answerAll();
    await ask(start);
    await ask({ type: "try.stop", model: pony });
    expect(view().status.text).toBe("Stopped. The result of the last benchmark is shown.");
  });

  it("says why it failed, and that a model said too little", async () => {
    const { ask, view, answer, answerAll, ollama, clock } = await openPony();
    await ask(start);
    await answerAll(1);
    expect(view().status).toEqual({ text: "The model said too little to be measured.", tone: "warn" });
    await ask(start);
    await answer();
    ollama.die();
    await clock.pass(2_000);
    expect(view()).toMatchObject({ isOngoing: false, status: { tone: "wrong" } });
  });

  it("does not begin while the model answers, and neither does an answer meanwhile", async () => {
    const { ask } = await openPony();
    const prompt = { type: "try.ask", model: pony, prompt: "Why?" } as const;
    const busy = { reason: "not-asked", problem: "still-answering" };
    await ask(prompt);
    expect((await ask(start)).refusal).toEqual(busy);
    await ask({ type: "try.stop", model: pony });
    expect((await ask(start)).refusal).toBeUndefined();
    expect((await ask(prompt)).refusal).toEqual(busy);
  });

  it("says that requests are answered one at a time where that is so", async () => {
    const { ask, view, open, clock } = await openPony();
    await ask(start);
    while (open().length > 0)
      for (const { lines$ } of open()) {
        lines$.next({ kind: "part", text: "one", thought: "", raw: "{}" });
        await clock.pass(1_000);
        lines$.next({ kind: "end", figures: { answerTokens: 11 }, isCut: true, raw: "{}" });
        lines$.complete();
        await settled();
      }
    expect(view().note).toContain("OLLAMA_NUM_PARALLEL");
  });

  it.each([
    { capabilities: ["embedding"] },
    { capabilities: ["completion"], remoteHost: "https://ollama.com" },
  ])("is not for a model that does not write here: %j", async (overrides) => {
    const { ask } = await openPony(overrides);
    expect((await ask(start)).refusal).toEqual({ reason: "not-asked", problem: "not-measurable" });
  });
});
