import { hostFacts } from "../app/state.ts";
import { host } from "../testing/events.ts";
import { describe, expect, it } from "vitest";
import { DEFAULT_PREFERENCES } from "../app/app.port.ts";
import { fakeManifest, fakeModel, openWithFakes } from "../testing/index.ts";
import { describeCheck, outdatedModels } from "../ui/index.ts";

/** An Ollama with an outdated model, and no visible view. */
async function unseen() {
  const opened = await openWithFakes();
  const { ollama, manifests, clock } = opened;
  const pony = fakeModel("pony");
  ollama.models = [pony];
  manifests.set(pony.name, fakeManifest({ a: 900, b: 100 }));
  ollama.appear();
  await clock.pass(6_000);
  return { ...opened, pony };
}

describe("a check for updates", () => {
  it("finds outdated models even if the models have not been read yet", async () => {
    const { app, clock, state, ollama } = await unseen();
    expect(ollama.requests).not.toContain("GET /api/tags");
    await app.dispatch({ type: "updates.check", host });
    await clock.pass(100);
    expect(outdatedModels(state()).map(({ model }) => model)).toEqual(["pony:latest"]);
    expect(describeCheck(state())).toBe("An update for “pony:latest” is available (1.0 kB).");
  });

  it("does not look up each layer of a model that has thousands", async () => {
    const { app, clock, state, ollama, manifests, pony } = await unseen();
    const sizes = Array.from({ length: 4_000 }, (_, index) => [`layer${index}`, 1] as const);
    manifests.set(pony.name, fakeManifest(Object.fromEntries(sizes)));
    await app.dispatch({ type: "updates.check", host });
    await clock.pass(1_000);
    expect(ollama.requests.filter((request) => request.startsWith("HEAD"))).toEqual([]);
    expect(JSON.stringify(state()).length).toBeLessThan(20_000);
    expect(describeCheck(state())).toContain("4,000 layers");
    expect(Object.values(state().readings.hosts[host]?.updates ?? {})).toMatchObject([
      { status: { kind: "unknown", failure: { kind: "too-many-layers", layers: 4_000 } } },
    ]);
  });

  it("checks the models that are installed now, not those of the last reading", async () => {
    const { app, clock, state, ollama, manifests, pony } = await unseen();
    await app.dispatch({ type: "models.refresh", host });
    await clock.pass(100);
    const foal = fakeModel("foal");
    ollama.models = [pony, foal];
    manifests.set(foal.name, fakeManifest({ c: 5 }));
    await app.dispatch({ type: "updates.check", host });
    await clock.pass(100);
    expect(outdatedModels(state())).toHaveLength(2);
  });

  it("runs once a day if the setting says so, and never otherwise", async () => {
    const { clock, state, preferences$ } = await unseen();
    await clock.pass(10_000);
    expect(hostFacts(state()).updateCheck).toBeUndefined();
    preferences$.next({ ...DEFAULT_PREFERENCES, checksForUpdates: "daily" });
    await clock.pass(1_000);
    expect(hostFacts(state()).updateCheck?.isRunning).toBe(false);
    expect(outdatedModels(state())).toHaveLength(1);
    const first = hostFacts(state()).updateCheck?.seq;
    clock.increment(23 * 3_600_000);
    await clock.pass(100);
    expect(hostFacts(state()).updateCheck?.seq).toBe(first);
    clock.increment(2 * 3_600_000);
    await clock.pass(100);
    expect(hostFacts(state()).updateCheck?.seq).toBeGreaterThan(first ?? 0);
  });

  it("uses the last known models if they cannot be read", async () => {
    const { app, clock, state, ollama } = await unseen();
    ollama.failure = "hang";
    await app.dispatch({ type: "updates.check", host });
    await clock.pass(11_000);
    expect(hostFacts(state()).updateCheck?.isRunning).toBe(false);
    expect(describeCheck(state())).toContain("the list of models could not be read");
  });
});
