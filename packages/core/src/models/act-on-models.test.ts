import { describe, expect, it } from "vitest";
import { openRunning } from "../testing/action-bench.ts";
import { fakeModel, modelName } from "../testing/index.ts";
import { dashboardView } from "../ui/index.ts";

const [pony, foal, colt] = [modelName("pony"), modelName("foal"), modelName("colt")];

/** A running Ollama whose three models have been read. */
async function openStable() {
  const opened = await openRunning();
  opened.ollama.models = [
    fakeModel("pony", { sizeBytes: 3e9 }),
    fakeModel("foal", { sizeBytes: 2e9 }),
    fakeModel("colt", { sizeBytes: 1e9 }),
  ];
  await opened.ask({ type: "models.refresh" });
  const severalAfter = () =>
    dashboardView(opened.app.state(), opened.clock.now(), {
      chosen: { model: pony, number: 1, also: [foal, colt] },
    }).chosen?.several;
  return { ...opened, severalAfter };
}

describe("several selected models", () => {
  it("are counted with their bytes, and offer what any of them allows", async () => {
    const { severalAfter, ask } = await openStable();
    expect(severalAfter()?.title).toBe("3 models · 6.0 GB");
    expect(severalAfter()?.actions.map(({ label }) => label)).toEqual(["Load 3", "Delete 3…"]);
    await ask({ type: "model.load", model: foal });
    expect(severalAfter()?.actions.map(({ label }) => label)).toEqual(["Load 2", "Unload 1", "Delete 3…"]);
  });

  it("count the bytes of a model with two names once", async () => {
    const { severalAfter, ollama, ask } = await openStable();
    const { digest, sizeBytes } = fakeModel("pony", { sizeBytes: 3e9 });
    ollama.models = [fakeModel("pony", { sizeBytes }), fakeModel("foal", { digest, sizeBytes })];
    await ask({ type: "models.refresh" });
    expect(severalAfter()?.title).toBe("2 models · 3.0 GB");
  });

  it("are loaded one after the other", async () => {
    const { ask, ollama } = await openStable();
    const load = await ask({ type: "models.act", act: "load", models: [pony, colt] });
    expect(load.ended()).toEqual({ kind: "done" });
    expect(ollama.loaded.map(({ name }) => name)).toEqual([pony, colt]);
  });

  it("are deleted after one question, which names them and the bytes that this frees in all", async () => {
    const { ask, person, ollama, folder } = await openStable();
    const tag = (name: typeof pony, ...blobs: readonly string[]) => ({
      name,
      layout: "legacy" as const,
      digest: `sha256:${name}`,
      manifests: [{ digest: `sha256:${name}`, blobs, layers: [], anchored: [] }],
    });
    folder.installed = {
      isWhole: true,
      tags: [tag(pony, "own", "both"), tag(foal, "both", "all"), tag(colt, "all")],
    };
    folder.sizes = { own: 1e9, both: 4e9, all: 8e9 };
    const deletion = await ask({ type: "models.act", act: "delete", models: [pony, foal] });
    expect(person.questions).toEqual([
      {
        text: "Delete 2 models?",
        detail:
          "pony:latest\nfoal:latest\n\nThis frees 5.0 GB. To use them again, you must download them again.",
        yes: "Delete",
      },
    ]);
    expect(deletion.ended()).toEqual({ kind: "done" });
    expect(ollama.models.map(({ name }) => name)).toEqual([colt]);
  });

  it("are kept if the person declines", async () => {
    const { ask, person, ollama } = await openStable();
    person.saysYes = false;
    await ask({ type: "models.act", act: "delete", models: [pony, foal] });
    expect(ollama.models).toHaveLength(3);
  });

  it("are refused if none of them allows it", async () => {
    const { ask } = await openStable();
    const unload = await ask({ type: "models.act", act: "unload", models: [pony, foal] });
    expect(unload.refusal).toEqual({ reason: "not-loaded", model: pony });
    expect((await ask({ type: "models.act", act: "load", models: [] })).refusal?.reason).toBe("no-models");
  });

  it("go on to the next one if one fails, and end as the worst did", async () => {
    const { ask, ollama } = await openStable();
    ollama.models = ollama.models.filter(({ name }) => name !== pony); // deleted in a terminal
    const load = await ask({ type: "models.act", act: "load", models: [pony, colt] });
    expect(load.ended()?.kind).toBe("failed");
    expect(ollama.loaded.map(({ name }) => name)).toEqual([colt]);
  });
});
