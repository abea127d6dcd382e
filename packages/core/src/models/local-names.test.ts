import { describe, expect, it } from "vitest";
import { hostFacts } from "../app/state.ts";
import { fakeManifest, fakeModel, modelName, openWithFakes } from "../testing/index.ts";
import { freedNames } from "./local-names.ts";
import type { Model } from "./models-events.ts";
import { parseDownloadId } from "../downloads/download-id.ts";
import { host } from "../testing/events.ts";

const [pony, copy, renamed] = [modelName("pony"), modelName("pony-copy"), modelName("horse")];

/** An Ollama with one model that its registry has too, under several names. */
async function withPony() {
  const opened = await openWithFakes();
  const { ollama, clock, manifests, app } = opened;
  ollama.models = [fakeModel("pony")];
  for (const name of [pony, copy, renamed]) manifests.set(name, fakeManifest({ a: 900 }));
  ollama.appear();
  await clock.pass(6_000);
  await app.dispatch({ type: "models.refresh", host });
  await clock.pass(100);
  return opened;
}

describe("a model that got its name on this Ollama", () => {
  it("is not looked for in a registry", async () => {
    const { app, clock, registry, state } = await withPony();
    await app.dispatch({ type: "model.copy", host, model: pony, destination: copy });
    await clock.pass(100);
    await app.dispatch({ type: "model.rename", host, model: pony, destination: renamed });
    await clock.pass(100);
    expect(hostFacts(state()).localNames).toEqual([copy, renamed]);
    await app.dispatch({ type: "updates.check", host });
    await clock.pass(100);
    expect(registry.requestCount).toBe(0);
    expect(hostFacts(state()).updateCheck?.isRunning).toBe(false);
  });

  it.each([
    ["was removed in a terminal", []],
    ["was replaced in a terminal", [fakeModel("pony-copy", { digest: "0".repeat(64) })]],
  ])("is looked for again once it %s", async (_how, listed) => {
    const { app, clock, state, ollama } = await withPony();
    await app.dispatch({ type: "model.copy", host, model: pony, destination: copy });
    await clock.pass(100);
    const refresh = async () => {
      await app.dispatch({ type: "models.refresh", host });
      await clock.pass(100);
    };
    await refresh();
    expect(hostFacts(state()).localNames).toEqual([copy]);
    ollama.models = [fakeModel("pony"), ...listed];
    await refresh();
    expect(hostFacts(state())).not.toHaveProperty("localNames");
  });

  it.each<[string, Partial<Model>, Partial<Model>]>([
    ["with its original", { runner: "ggml" }, { runner: "llamacpp", isConverted: true }],
    ["without a trace", { runner: "ggml" }, { runner: "llamacpp" }],
    ["and is listed by an older Ollama", { runner: "llamacpp" }, {}],
  ])("keeps it when Ollama has converted the model %s", (_how, before, after) => {
    const [was, is] = [fakeModel("pony-copy", before), fakeModel("pony-copy", { digest: "0", ...after })];
    expect(freedNames([copy], [was], [is])).toEqual([]);
  });

  it("is looked for again once it was deleted, or downloaded under that name", async () => {
    const { app, clock, state, ollama } = await withPony();
    for (const destination of [copy, renamed])
      await app.dispatch({ type: "model.copy", host, model: pony, destination });
    await clock.pass(100);
    await app.dispatch({ type: "model.delete", host, model: copy });
    await clock.pass(100);
    expect(hostFacts(state()).localNames).toEqual([renamed]);
    await app.dispatch({ type: "download.request", host, id: parseDownloadId("d1")!, model: renamed });
    await clock.pass(2_000);
    ollama.pulls[0]?.lines$.next({ kind: "status", status: "success" });
    ollama.pulls[0]?.lines$.complete();
    await clock.pass(100);
    expect(hostFacts(state())).not.toHaveProperty("localNames");
  });
});
