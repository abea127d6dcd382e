import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hostFacts, hostOf } from "../app/state.ts";
import { host } from "../testing/events.ts";
import { openRunning } from "../testing/action-bench.ts";
import { settled } from "../testing/fake-clock.ts";
import { fakeModel, modelName } from "../testing/index.ts";
import { lastRunsView } from "./last-runs.view.ts";
import { evolveTries, runsOf, type Ran, type KeptFigures } from "./try-events.ts";
import type { RunFigures } from "./run-line.ts";

const [pony, horse] = [modelName("pony"), modelName("horse")];
const ran = (askedAtMs: number, tokensPerSecond = 60, model = pony): Ran => ({
  model,
  askedAtMs,
  tokensPerSecond,
});
const after = (runs: readonly Ran[], before?: KeptFigures): KeptFigures | undefined =>
  runs.reduce<KeptFigures | undefined>(
    (tried, one) => evolveTries(tried, { type: "try.measured", host, ran: one }),
    before,
  );

async function openPony() {
  const opened = await openRunning();
  const { ollama, app } = opened;
  ollama.models = [fakeModel("pony", { capabilities: ["completion"] })];
  await opened.ask({ type: "models.refresh" });
  const run = async (figures: RunFigures): Promise<void> => {
    await opened.ask({ type: "try.ask", model: pony, prompt: "Why?" });
    const { lines$ } = ollama.answers.at(-1)!;
    lines$.next({ kind: "part", text: "So.", thought: "", raw: "{}" });
    lines$.next({ kind: "end", figures, isCut: false, raw: "{}" });
    lines$.complete();
    await settled();
  };
  const kept = () => runsOf(hostFacts(app.state()).tried, pony);
  const view = () => lastRunsView(kept(), { model: pony, name: "pony", nowMs: opened.clock.now() });
  return { ...opened, run, kept, view };
}

describe("the figures of a run", () => {
  it("are kept for every window, with where the model was", async () => {
    const { run, kept, view, ollama } = await openPony();
    ollama.loaded = [{ name: pony, sizeBytes: 100, vramBytes: 63 }];
    await run({ loadMs: 50, promptTokens: 24, answerTokens: 87, tokensPerSecond: 22 });
    expect(kept()).toMatchObject([{ model: pony, answerTokens: 87, cpuShare: 0.37 }]);
    expect(view().rows).toMatchObject([
      {
        speed: "22.0 tokens/s",
        load: "50 ms",
        prompt: "24 tokens",
        answer: "87 tokens",
        note: "37% on the CPU",
      },
    ]);
  });

  it("are kept where Ollama does not tell what is loaded", async () => {
    const { run, kept, ollama } = await openPony();
    ollama.failures.set("GET /api/ps", { kind: "busy" });
    await run({ tokensPerSecond: 22 });
    expect(kept()).toMatchObject([{ tokensPerSecond: 22 }]);
  });

  it("are not kept if it was stopped, or without any", async () => {
    const { run, kept, ask } = await openPony();
    await ask({ type: "try.ask", model: pony, prompt: "Why?" });
    await ask({ type: "try.stop", model: pony });
    await run({});
    expect(kept()).toEqual([]);
  });

  it("are cleared one by one, or all after a question", async () => {
    const { run, kept, view, ask, person, app } = await openPony();
    for (const tokensPerSecond of [60, 61, 62]) await run({ tokensPerSecond });
    await ask(view().rows[1]!.clear.request);
    expect(kept().map((one) => one.tokensPerSecond)).toEqual([60, 62]);
    person.saysYes = false;
    await ask(view().clear!.request);
    expect(person.questions.at(-1)?.text).toBe("Clear the last 2 runs of pony:latest?");
    expect(kept()).toHaveLength(2);
    person.saysYes = true;
    await ask(view().clear!.request);
    expect(hostFacts(app.state(), hostOf(app.state())).tried).toBeUndefined();
    expect(view()).toMatchObject({
      rows: [],
      clear: null,
      none: expect.stringContaining("No runs yet") as string,
    });
  });

  it("of one model do not push out those of another", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60), { maxLength: 80 }), (times) => {
        const tried = after(
          times.map((at) => ran(at)),
          after([ran(1, 30, horse)]),
        );
        const distinct = new Set(times).size;
        expect(runsOf(tried, horse)).toHaveLength(1);
        expect(runsOf(tried, pony)).toHaveLength(Math.min(20, distinct));
        expect(runsOf(tried, pony).at(-1)?.askedAtMs).toBe(times.at(-1));
      }),
    );
  });
});

describe("the chart of the last runs", () => {
  const viewOf = (runs: readonly Ran[]) => lastRunsView(runs, { model: pony, name: "pony", nowMs: 600_000 });

  it("marks a run that was much slower, and says why", () => {
    const runs = [ran(0, 60), { ...ran(60_000, 22), cpuShare: 0.37 }, ran(120_000, 61), ran(180_000, 62)];
    const { slow, marks, label, note } = viewOf(runs);
    expect([slow, note]).toEqual([{ at: 1, text: "22.0" }, "tokens/s of pony · median 60.5"]);
    expect(marks.map(({ at }) => at)).toEqual([0, 1, 3]);
    expect(marks[1]?.text).toContain("37% on the CPU");
    expect(label).toContain("The slowest had 22.0 tokens/s");
  });

  it("marks none where they are alike, and draws none without a speed", () => {
    expect(viewOf([ran(0, 60), ran(1, 55)]).slow).toBeNull();
    const { values, none, rows } = viewOf([{ model: pony, askedAtMs: 1, loadMs: 3 }]);
    expect([values, rows.length]).toEqual([[], 1]);
    expect(none).toContain("vectors");
  });
});
