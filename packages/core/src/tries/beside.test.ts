import { describe, expect, it } from "vitest";
import { describeLines } from "../service-log/description.ts";
import { openRunning } from "../testing/action-bench.ts";
import { settled } from "../testing/fake-clock.ts";
import { host } from "../testing/events.ts";
import { fakeDetails, fakeModel, modelName } from "../testing/index.ts";
import { dashboardView, type TryView } from "../ui/index.ts";
import type { ModelName } from "../models/model-name.ts";
import { nothingTried, type ShownTries } from "./tries.ts";

const [pony, horse, vectors] = [modelName("pony"), modelName("horse"), modelName("vectors")];
const ask = { type: "try.ask", model: pony, beside: horse, prompt: "Why?" } as const;

/** Qwen3 14B, which takes 10.1 GB. */
const shape = {
  kind: "plain",
  blocks: 40,
  embedding: 5_120,
  cachedPerBlock: 2_048,
  feedForward: 17_408,
  inputShare: 0,
  mostContext: 40_960,
} as const;
const sizeBytes = 9_276_198_565;
const at = "time=2026-11-28T14:00:00.000Z level=INFO";
const gpu = (gib: number) =>
  describeLines([
    `${at} msg="server config" env="map[OLLAMA_CONTEXT_LENGTH:0 OLLAMA_KV_CACHE_TYPE: OLLAMA_NUM_PARALLEL:1]"`,
    `${at} msg="inference compute" id=GPU-1 library=CUDA name=CUDA0 description=GPU total="${gib} GiB" available="${gib} GiB"`,
    `${at} msg="system memory" total="32.0 GiB" free="16.0 GiB" free_swap="0 B"`,
  ]);

/** Two large models and an embedder, and a GPU. */
async function openBoth(gib = 24) {
  const opened = await openRunning();
  const { ollama, app, clock, context } = opened;
  const large = { sizeBytes, format: "gguf" };
  ollama.models = [
    fakeModel("pony", { ...large, digest: "p", capabilities: ["completion", "vision", "thinking"] }),
    fakeModel("horse", { ...large, digest: "h", capabilities: ["completion"] }),
    fakeModel("vectors", { digest: "v", capabilities: ["embedding"] }),
  ];
  ollama.details = new Map(["p", "h", "v"].map((digest) => [digest, fakeDetails({ shape })]));
  await app.dispatch({ type: "service.describe", host, description: gpu(gib) });
  await opened.ask({ type: "models.refresh" });
  await app.dispatch({ type: "models.describe", host, model: pony });
  let tries: ShownTries = nothingTried;
  context.tries.tries$.subscribe((next) => (tries = next));
  const viewOf = (model: ModelName): TryView => {
    const { tryPane } = dashboardView(app.state(), clock.now(), { chosen: { model, number: 1 }, tries });
    if (!tryPane) throw new Error("no model is tried");
    return tryPane;
  };
  const view = (): TryView => viewOf(pony);
  const finish = async (index: number): Promise<void> => {
    const { lines$ } = ollama.answers[index]!;
    lines$.next({ kind: "part", text: `Answer ${index}.`, thought: "", raw: "{}" });
    lines$.next({ kind: "end", figures: { tokensPerSecond: 10 + index }, isCut: false, raw: "{}" });
    lines$.complete();
    await settled();
  };
  return { ...opened, view, viewOf, finish };
}

describe("two models side by side", () => {
  it("are asked at once if there is room for both, and each has its own figures", async () => {
    const { ask: press, ollama, view, viewOf, finish } = await openBoth();
    expect(view()).toMatchObject({
      beside: null,
      compare: { choices: [{ model: horse, label: "Compare with horse" }] },
    });
    await press({ type: "try.compare", model: pony, beside: horse });
    expect(view().beside).toMatchObject({
      name: "horse",
      note: "horse cannot read images, so it gets none.",
      run: null,
    });
    const asked = await press(ask);
    expect(ollama.answers.map(({ request }) => request.body.model)).toEqual([pony, horse]);
    await finish(1);
    expect(view().run?.isOngoing).toBe(true);
    expect(view().beside?.run).toMatchObject({ isOngoing: false, answer: "Answer 1." });
    await finish(0);
    expect(asked.ended()).toEqual({ kind: "done" });
    expect([view().figures[1]?.value, view().beside?.figures[1]?.value]).toEqual([
      "10.0 tokens/s",
      "11.0 tokens/s",
    ]);
    expect(viewOf(horse).beside).toBeNull(); // it was not asked to be compared with anything
    await press({ type: "try.compare", model: pony });
    expect(view().beside).toBeNull();
  });

  it("are asked one after the other if there is not, as was said before", async () => {
    const { ask: press, ollama, clock, view, finish, person } = await openBoth(16);
    await press({ type: "try.compare", model: pony, beside: horse });
    expect(view().beside?.note).toContain("they answer one after the other");
    const asked = await press(ask);
    expect(person.questions).toEqual([]);
    expect(ollama.answers).toHaveLength(1);
    expect(view().beside?.run?.status.text).toBe("Waiting for the other model…");
    await clock.pass(5_000);
    await finish(0);
    expect(ollama.answers).toHaveLength(2);
    await clock.pass(500);
    await finish(1);
    expect(asked.ended()).toEqual({ kind: "done" });
    expect(view().beside?.figures[0]?.value).toBe("500 ms"); // not with what the other one took
  });

  it("are stopped together, and the one that waits is never asked", async () => {
    const { ask: press, ollama, view } = await openBoth(16);
    await press({ type: "try.compare", model: pony, beside: horse });
    const asked = await press(ask);
    await press({ type: "try.stop", model: pony, beside: horse });
    expect([ollama.answers.length, ollama.answers[0]?.isAborted]).toEqual([1, true]);
    expect([view().run?.isOngoing, view().beside?.run?.isOngoing]).toEqual([false, false]);
    expect(asked.ended()).toEqual({ kind: "cancelled" });
  });

  it("go on alone if the other one fails", async () => {
    const { ask: press, ollama, view, finish } = await openBoth(16);
    await press({ type: "try.compare", model: pony, beside: horse });
    await press(ask);
    ollama.answers[0]!.lines$.error(new Error("broken"));
    await settled();
    expect(ollama.answers).toHaveLength(2);
    await finish(1);
    expect(view().run?.status.tone).toBe("wrong");
    expect(view().beside?.run).toMatchObject({ answer: "Answer 1.", status: { tone: "good" } });
  });

  it("get only what each can take", async () => {
    const { ask: press, ollama } = await openBoth();
    await press({ ...ask, images: ["iVBORw0KGgoAAAANSUhEUg=="], think: true, temperature: 0.2 });
    const [first, second] = ollama.answers.map(({ request: { body } }) => body);
    expect(first).toMatchObject({ think: true, messages: [{ images: expect.anything() as unknown }] });
    expect(second).toEqual({
      model: horse,
      options: { temperature: 0.2 },
      messages: [{ role: "user", content: "Why?" }],
    });
  });

  it("are not asked at all if one of them cannot be, or is still answering", async () => {
    const { ask: press, ollama } = await openBoth();
    await press({ ...ask, model: horse, beside: pony });
    const answered = ollama.answers.length;
    expect((await press(ask)).refusal).toEqual({ reason: "not-asked", problem: "still-answering" });
    expect((await press({ ...ask, model: vectors, beside: vectors })).refusal).toBeUndefined();
    const gone = modelName("gone");
    expect((await press({ ...ask, model: vectors, beside: gone })).refusal).toMatchObject({
      reason: "no-such-model",
    });
    expect(ollama.answers).toHaveLength(answered + 1);
  });
});
