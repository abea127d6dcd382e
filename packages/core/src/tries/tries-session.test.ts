import { describe, expect, it } from "vitest";
import { openRunning } from "../testing/action-bench.ts";
import { host } from "../testing/events.ts";
import { settled } from "../testing/fake-clock.ts";
import { fakeDetails, fakeModel, modelName } from "../testing/index.ts";
import { dashboardView, type TryView } from "../ui/index.ts";
import { perform } from "../ui/perform.action.ts";
import { createTries } from "./tries-session.ts";
import { nothingTried, type ShownTries } from "./tries.ts";

const pony = modelName("pony");
const ask = { type: "try.ask", model: pony, prompt: "Why do horses sleep standing up?" } as const;

async function openPony(overrides: Parameters<typeof fakeModel>[1] = { capabilities: ["completion"] }) {
  const opened = await openRunning();
  const { ollama, app, clock, context } = opened;
  ollama.models = [fakeModel("pony", overrides)];
  ollama.details = new Map([[ollama.models[0]?.digest ?? "", fakeDetails()]]);
  await opened.ask({ type: "models.refresh" });
  let tries: ShownTries = nothingTried;
  context.tries.tries$.subscribe((next) => (tries = next));
  const view = (): TryView => {
    const { tryPane } = dashboardView(app.state(), clock.now(), {
      chosen: { model: pony, number: 1 },
      tries,
    });
    if (!tryPane) throw new Error("no model is tried");
    return tryPane;
  };
  const figures = () => view().figures.map(({ value, note }) => [value, note].filter(Boolean).join(" "));
  const say = (text: string, thought = ""): void =>
    ollama.answers.at(-1)?.lines$.next({ kind: "part", text, thought, raw: "{}" });
  return { ...opened, view, figures, say };
}

describe("a prompt", () => {
  it("goes through its phases to an answer with figures", async () => {
    const { ask: press, ollama, clock, view, figures, say } = await openPony();
    expect(figures()).toEqual(["–", "–", "–", "–", "–"]);
    expect(view()).toMatchObject({ isUp: true, note: "" });
    const asked = await press(ask);
    expect(asked.refusal).toBeUndefined();
    expect(view().run?.status).toMatchObject({ text: "Ollama loads the model (2.0 GB)…", since: "" });
    await clock.pass(4_000);
    expect(view().run?.status.since).toBe("5 sec");
    ollama.loaded = [{ name: pony, sizeBytes: 1, expiresAtMs: 300_000 }];
    await clock.pass(1_000);
    expect(view().run?.status.text).toBe("The model reads the prompt…");
    say("", "Hm.");
    await clock.pass(2_000);
    say("They can ");
    say("flee.");
    expect(view().run).toMatchObject({ answer: "They can flee.", isWriting: true });
    expect(view().run?.thoughts).toMatchObject({ summary: "Thought for 2 sec", text: "Hm." });
    expect([figures()[1], figures()[4]]).toEqual(["≈ 1.0 tokens/s", "3 tokens so far"]);
    const ending = { loadMs: 50, promptTokens: 24, answerTokens: 3, tokensPerSecond: 61.42 };
    ollama.answers[0]?.lines$.next({ kind: "end", figures: ending, isCut: false, raw: '{"done":true}' });
    ollama.answers[0]?.lines$.complete();
    await settled();
    expect(figures().slice(1)).toEqual(["61.4 tokens/s", "50 ms", "24 tokens", "3 tokens"]);
    expect(view().run?.status).toMatchObject({ tone: "good" });
    expect(asked.ended()).toEqual({ kind: "done" });
  });

  it("is stopped by closing its request, and keeps what came", async () => {
    const { ask: press, ollama, view, say } = await openPony();
    const asked = await press(ask);
    say("They ");
    expect((await press(ask)).refusal).toEqual({ reason: "not-asked", problem: "still-answering" });
    await press({ type: "try.stop", model: pony });
    expect(ollama.answers[0]?.isAborted).toBe(true);
    expect(view().run).toMatchObject({ answer: "They ", isOngoing: false, status: { tone: "quiet" } });
    expect(asked.ended()).toEqual({ kind: "cancelled" });
    expect((await press(ask)).refusal).toBeUndefined();
  });

  it("that breaks off says so, keeps what came, and offers to start Ollama", async () => {
    const { ask: press, ollama, clock, view, say } = await openPony();
    await press(ask);
    say("They ");
    ollama.die();
    await clock.pass(2_000);
    expect(view().run).toMatchObject({ answer: "They ", status: { tone: "wrong" } });
    expect(view().run?.status.text).toContain("The answer broke off");
    expect(view().run?.remedy?.request).toEqual({ type: "service.start" });
    expect(view()).toMatchObject({ isUp: false, note: "Ollama is not running. Start it to ask." });
  });

  it("is neither recorded nor logged, though its figures are", async () => {
    const { ask: press, app, logger, ollama, say } = await openPony();
    const recorded: unknown[] = [];
    app.recorded$.subscribe((one) => recorded.push(one));
    await press({ ...ask, prompt: "my secret" });
    say("your secret");
    ollama.answers[0]?.lines$.next({ kind: "end", figures: { answerTokens: 2 }, isCut: false, raw: "{}" });
    ollama.answers[0]?.lines$.complete();
    await settled();
    const told = JSON.stringify([recorded, app.state(), logger]);
    expect(told).toContain("try.measured");
    expect(told).not.toContain("secret");
  });

  it("is sent with its options, and only images that Ollama reads", async () => {
    const { ask: press, ollama } = await openPony({ capabilities: ["completion", "vision"] });
    const image = "iVBORw0KGgoAAAANSUhEUg==";
    expect((await press({ ...ask, images: ["R0lGODlh"] })).refusal).toEqual({
      reason: "not-asked",
      problem: "image-kind",
    });
    expect((await press({ ...ask, prompt: " " })).refusal).toEqual({
      reason: "not-asked",
      problem: "no-prompt",
    });
    await press({ ...ask, images: [image], context: 8_192, temperature: 0.2, think: false });
    expect(ollama.answers[0]?.request).toEqual({
      endpoint: "/api/chat",
      body: {
        model: pony,
        options: { num_ctx: 8_192, temperature: 0.2 },
        messages: [{ role: "user", content: ask.prompt, images: [image] }],
        think: false,
      },
    });
  });
});

it("is told that the host is gone, not that the model is at fault", async () => {
  const { app, clock, context } = await openPony();
  const away = { ...context, tries: createTries({ clock, hostPorts: () => undefined, app }) };
  for (const request of [ask, { type: "try.benchmark", model: pony } as const])
    expect(await perform(away, request)).toMatchObject({ refusal: { reason: "not-watched", host } });
});

describe("a model that does not chat", () => {
  it("gets a vector if it embeds", async () => {
    const { ask: press, ollama, view, figures } = await openPony({ capabilities: ["embedding"] });
    expect(view().words).toMatchObject({ ask: "Embed", answer: "Vector" });
    expect(view().figures.map(({ label }) => label)).toEqual(["Took", "Load", "Text", "Numbers"]);
    expect(figures()).toEqual(["–", "–", "–", "–"]);
    await press(ask);
    expect(ollama.answers[0]?.request.endpoint).toBe("/api/embed");
    const line = { kind: "vector", size: 768, first: [0.5, -0.25], figures: {}, raw: "{}" } as const;
    ollama.answers[0]?.lines$.next(line);
    ollama.answers[0]?.lines$.complete();
    await settled();
    expect([figures().at(0), figures().at(-1)]).toEqual([expect.stringMatching(/^\d.* sec$/), "768"]);
    expect(view().run?.answer).toBe("A vector of 768 numbers. It begins with 0.5000, -0.2500.");
  });

  it.each(["decision", "image", "audio", "speech"])(
    "cannot be tried if it only has the capability %s",
    async (only) => {
      const { ask: press, view, ollama } = await openPony({ capabilities: [only] });
      expect(view().cannot).toContain("cannot be tried here");
      expect((await press(ask)).refusal).toEqual({ reason: "not-asked", problem: "untriable" });
      expect(ollama.answers).toEqual([]);
    },
  );
});

it("types a command with the address of the host into a terminal", async () => {
  const { ask: press, person } = await openPony();
  await press({ type: "model.run-in-terminal", model: pony });
  expect(person.shown).toContain("terminal: OLLAMA_HOST=http://localhost:11434 ollama run pony:latest");
});

it("opens the main panel to try a model", async () => {
  const { ask: press, person, selected } = await openPony();
  await press({ type: "model.try", model: pony });
  expect([person.shown.at(-1), selected]).toEqual(["page: dashboard", [[pony, "to-try"]]]);
});
