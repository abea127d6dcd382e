import { describe, expect, it } from "vitest";
import { hostFacts } from "../app/state.ts";
import { fakeManifest, fakeModel, given, modelName } from "../testing/index.ts";
import { openActionBench } from "../testing/action-bench.ts";
import { host, pointed } from "../testing/events.ts";
import { mayStartByItself } from "./auto-start.ts";
import type { Owner } from "./owner.ts";
import { startOnStartup } from "./start-when-needed.action.ts";

/** A stopped Ollama that answers as soon as it is started. */
async function openStopped(autoStart: "never" | "onStartup" | "whenNeeded") {
  const opened = await openActionBench();
  opened.settings.autoStart = autoStart;
  opened.ollama.models = [fakeModel("pony")];
  opened.manifests.set(modelName("foal"), fakeManifest({ a: 900 }));
  await opened.clock.pass(100);
  /** Requests an action, and lets Ollama answer if it was started meanwhile. */
  async function ask(request: Parameters<typeof opened.ask>[0]) {
    const asking = opened.ask(request);
    await opened.clock.pass(100);
    if (opened.owner.own) opened.ollama.appear();
    await opened.clock.pass(3_000);
    return asking;
  }
  const situation = () => hostFacts(opened.state()).service.situation.kind;
  return { ...opened, ask, situation };
}

describe("an action that needs a service", () => {
  it.each([
    { type: "model.load", model: modelName("pony") },
    { type: "service.test", model: modelName("pony") },
    { type: "updates.check" },
    { type: "download.request", model: modelName("foal") },
  ] as const)("starts it first, and says so, if the person wants that: $type", async (request) => {
    const { ask, situation, person } = await openStopped("whenNeeded");
    expect((await ask(request)).refusal).toBeUndefined();
    expect(situation()).toBe("running");
    expect(person.shown).toContain("Starting Ollama first.");
  });

  it("asks about the action first, and starts nothing if it is declined", async () => {
    const { ask, owner, person, ollama } = await openStopped("whenNeeded");
    person.saysYes = false;
    const request = { type: "model.delete", model: modelName("pony") } as const;
    expect((await ask(request)).refusal).toEqual({ reason: "declined" });
    expect(owner.own).toBeUndefined();
    person.saysYes = true;
    expect((await ask(request)).refusal).toBeUndefined();
    expect(person.questions.map(({ text }) => text)).toEqual(
      Array(2).fill("Delete the model “pony:latest”?"),
    );
    expect(ollama.models).toEqual([]);
  });

  it.each(["never", "onStartup"] as const)("starts nothing else: %s", async (autoStart) => {
    const { ask, owner } = await openStopped(autoStart);
    expect((await ask({ type: "model.load", model: modelName("pony") })).refusal).toEqual({
      reason: "not-running",
    });
    expect(owner.own).toBeUndefined();
  });

  it("is refused as before where the start fails", async () => {
    const { ask, owner } = await openStopped("whenNeeded");
    owner.startFailure = { kind: "spawn-failed", path: "/bin/x", detail: "EACCES" };
    expect((await ask({ type: "model.load", model: modelName("pony") })).refusal).toEqual({
      reason: "not-running",
    });
  });

  it("starts nothing for an action that needs none", async () => {
    const { ask, owner } = await openStopped("whenNeeded");
    await ask({ type: "service.copy-endpoint" });
    expect(owner.own).toBeUndefined();
  });
});

describe("when the editor starts", () => {
  it.each([
    ["onStartup", true],
    ["never", false],
    ["whenNeeded", false],
  ] as const)("with the setting %s Ollama is started: %s", async (autoStart, isStarted) => {
    const { context, clock, owner } = await openStopped(autoStart);
    void startOnStartup(context);
    await clock.pass(500);
    expect(owner.own !== undefined).toBe(isStarted);
  });

  it("nothing is started where Ollama runs already", async () => {
    const { context, clock, owner, ollama } = await openStopped("onStartup");
    ollama.appear();
    await clock.pass(5_000);
    await startOnStartup(context);
    expect(owner.own).toBeUndefined();
  });
});

describe("Paddock starts by itself", () => {
  const stoppedBy = (owner: Owner) =>
    hostFacts(given(pointed, { type: "service.stopped", host, owner }).state).service;

  it.each([
    [{ kind: "paddock" }, true],
    [{ kind: "systemd", scope: "user", unit: "ollama.service" }, true],
    [{ kind: "systemd", scope: "system", unit: "ollama.service" }, false],
    [{ kind: "windows-service", service: "ollama" }, false],
    [{ kind: "kubernetes", context: "prod", namespace: "ai", workload: "deployment/ollama" }, false],
    [{ kind: "custom", name: "my script" }, false],
    [{ kind: "elsewhere" }, false],
  ] as const)("a stopped service of %o: %s", (owner, may) =>
    expect(mayStartByItself(stoppedBy(owner))).toBe(may),
  );
});
