import { describe, expect, it } from "vitest";
import { modelsOf, stateAt } from "../app/state.ts";
import { openRunning } from "../testing/action-bench.ts";
import { FakeFolder } from "../testing/fake-folder.ts";
import { fakeModel, modelName } from "../testing/index.ts";
import { openTwo } from "../testing/two-hosts.ts";
import { dashboardView } from "../ui/index.ts";
import { BehaviorSubject } from "rxjs";
import { layersOf } from "./model-layers.ts";
import { layersView } from "./model-layers.view.ts";
import { modelTreeRows } from "./model-tree.view.ts";
import type { StoredTag } from "./model-store.ts";
import type { ModelName } from "./model-name.ts";
import { readStore } from "./read-store.source.ts";
import { watchStore } from "./watch-store.action.ts";

const [pony, foal] = [modelName("pony"), modelName("foal")];
const digest = "a".repeat(64);
const SIZES: Readonly<Record<string, number>> = {
  weights: 2e9,
  license: 11_000,
  own: 120,
  tensor1: 5e8,
  tensor2: 6e8,
};

/** A model of these layers: their kinds, by name. */
function tagOf(name: ModelName, layers: Readonly<Record<string, string>>, of = digest): StoredTag {
  const stored = Object.entries(layers).map(([layer, kind]) => ({
    mediaType: `application/vnd.ollama.image.${kind}`,
    digest: `sha256:${layer}`,
    sizeBytes: SIZES[layer] ?? 0,
  }));
  const blobs = stored.map((layer) => layer.digest);
  return {
    name,
    layout: "legacy",
    digest: `sha256:${of}`,
    manifests: [{ digest: `sha256:${of}`, blobs, layers: stored, anchored: [] }],
  };
}

function folderOf(tags: readonly StoredTag[], lost: readonly string[] = []): FakeFolder {
  const folder = new FakeFolder();
  folder.installed = { tags, isWhole: true };
  folder.blobs = Object.entries(SIZES)
    .filter(([layer]) => !lost.includes(layer))
    .map(([layer, sizeBytes]) => ({
      digest: `sha256:${layer}`,
      sizeBytes,
      freesBytes: sizeBytes,
      changedAtMs: 0,
    }));
  return folder;
}

const model = fakeModel("pony", { digest });
const viewOf = async (folder: FakeFolder) => layersView(await readStore(folder, "0.33.0"), model);

describe("the layers of a model", () => {
  const tags = [
    tagOf(pony, { weights: "model", license: "license", own: "params" }),
    tagOf(foal, { license: "license" }, "b".repeat(64)),
  ];

  it("are told with their bytes, with whom they are shared, and what deleting the model frees", async () => {
    const view = await viewOf(folderOf(tags));
    expect(view?.rows.map(({ layer, size, shared }) => [layer, size, shared])).toEqual([
      ["Weights", "2.0 GB", "–"],
      ["License", "11.0 kB", "foal"],
      ["Parameters", "120 bytes", "–"],
    ]);
    expect(view?.note).toBe("one is shared; deleting this model frees 2.0 GB");
  });

  it("free what the question before a deletion says", async () => {
    const opened = await openRunning();
    opened.ollama.models = [model, fakeModel("foal")];
    await opened.ask({ type: "models.refresh" });
    opened.folder.installed = { tags, isWhole: true };
    opened.folder.blobs = folderOf(tags).blobs;
    opened.folder.sizes = Object.fromEntries(folderOf(tags).blobs.map((one) => [one.digest, one.freesBytes]));
    await opened.ask({ type: "model.delete", model: pony });
    const { freesBytes } = layersOf(await readStore(opened.folder, "0.33.0"), model) ?? {};
    expect(freesBytes).toBe(2_000_000_120);
    expect(opened.person.questions[0]?.detail).toContain("This frees 2.0 GB.");
  });

  it("of one kind are one row, as in a model with a layer for each tensor", async () => {
    const view = await viewOf(folderOf([tagOf(pony, { tensor1: "tensor", tensor2: "tensor" })]));
    expect(view?.rows).toMatchObject([{ layer: "Weights (2 layers)", size: "1.1 GB", digest: "" }]);
  });

  it("are not told of a model whose manifest is not there, and what it frees not if others may be unknown", async () => {
    expect(await viewOf(folderOf([]))).toBeNull();
    const folder = folderOf(tags);
    folder.installed = { tags, isWhole: false };
    expect((await viewOf(folder))?.note).toBe("1 of 3 are shared");
  });

  it("are only read while they are shown", async () => {
    const { app, clock } = await openRunning();
    const shown$ = new BehaviorSubject(false);
    let reads = 0;
    const files = { folder: () => Promise.resolve(((reads += 1), folderOf(tags))) };
    const { store$, close } = watchStore({ app, files, clock, shown$, logger: { info() {}, warn() {} } });
    await clock.pass(1_000);
    expect([reads, store$.value]).toEqual([0, null]);
    shown$.next(true);
    await clock.pass(1_000);
    expect(store$.value?.store.tags).toHaveLength(2);
    shown$.next(false);
    expect([reads, store$.value]).toEqual([1, null]);
    close();
  });

  it("are not those of the host that was shown before, however long the folder takes", async () => {
    const { app, clock, from, to } = await openTwo();
    const state$ = new BehaviorSubject(stateAt(app.state(), from));
    let folder = Promise.resolve(folderOf(tags));
    const { store$, close } = watchStore({
      app: { state: () => state$.value, state$ },
      files: { folder: () => folder },
      clock,
      shown$: new BehaviorSubject(true),
      logger: { info() {}, warn() {} },
    });
    await clock.pass(1_000);
    expect(store$.value?.store.tags).toHaveLength(2);
    folder = new Promise(() => {});
    state$.next(stateAt(app.state(), to));
    expect(store$.value).toBeNull();
    await clock.pass(1_000);
    expect(store$.value).toBeNull();
    state$.next(stateAt(app.state(), from));
    folder = Promise.resolve(folderOf(tags));
    await clock.pass(1_000);
    expect(store$.value?.store.tags).toHaveLength(2);
    close();
  });
});

describe("a model of which a layer is missing", () => {
  const tags = [tagOf(pony, { weights: "model", own: "params" })];

  async function openDamaged() {
    const opened = await openRunning();
    const folder = folderOf(tags, ["weights"]);
    const { value: target } = opened.target$;
    if (target.kind !== "host") throw new Error("no host");
    const files = { locate: () => Promise.resolve(folder), publicKey: () => Promise.resolve(undefined) };
    opened.target$.next({ ...target, hostPorts: { ...target.hostPorts, files } });
    opened.ollama.models = [model];
    await opened.clock.pass(5_000);
    await opened.ask({ type: "models.refresh" });
    await opened.clock.pass(1_000);
    const view = () =>
      dashboardView(opened.state(), opened.clock.now(), { chosen: { model: pony, number: 1 } });
    return { ...opened, folder, view };
  }

  it("is damaged in every list, and its first action is to download it again", async () => {
    const { view, state } = await openDamaged();
    expect(view().models.rows[pony]).toMatchObject({
      about: "Damaged · a layer is missing on the disk",
      icon: "damaged",
    });
    expect(modelTreeRows(state(), 0)).toMatchObject([{ sign: "needs-you", kind: "damaged" }]);
    expect(view().chosen?.details?.damage?.text).toContain("Download it again");
    expect(view().chosen?.details?.actions).toMatchObject([
      { label: "Download Again", request: { type: "download.request", model: pony } },
      { label: "Load", isOff: true },
      { label: "Test", isOff: true },
    ]);
  });

  it("is whole again once the layer is there", async () => {
    const { folder, state, ask, clock, view } = await openDamaged();
    folder.blobs = folderOf(tags).blobs;
    await ask({ type: "model.load", model: pony });
    await clock.pass(1_000);
    expect(modelsOf(state()).spare?.damaged).toBeUndefined();
    expect(view().models.rows[pony]?.icon).toBe("loaded");
  });

  it("that got its name here is not downloaded again: no registry has it", async () => {
    const { ask, clock, folder, state } = await openDamaged();
    folder.installed = { isWhole: true, tags: [...tags, tagOf(foal, { weights: "model" })] };
    await ask({ type: "model.copy", model: pony, destination: foal });
    await clock.pass(1_000);
    const { chosen } = dashboardView(state(), clock.now(), { chosen: { model: foal, number: 1 } });
    expect(chosen?.details?.damage?.text).toContain("make or copy it again, or delete it");
    expect(chosen?.details?.actions.map(({ label, isOff }) => [label, isOff])).toEqual([
      ["Try It", true],
      ["Load", true],
      ["Test", true],
    ]);
  });
});
