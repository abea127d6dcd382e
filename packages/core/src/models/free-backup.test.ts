import { describe, expect, it } from "vitest";
import { modelsOf } from "../app/state.ts";
import { openRunning } from "../testing/action-bench.ts";
import { fakeModel, modelName } from "../testing/index.ts";
import { modelOffers } from "../ui/actions.ts";
import { findModel } from "./models.ts";
import { modelDetailsView } from "./model-details.view.ts";
import type { ModelStore, StoredManifest } from "./model-store.ts";

const charger = modelName("charger");
const hex = (letter: string): string => letter.repeat(64);
const manifest = (letter: string, blobs: readonly string[], runner?: string): StoredManifest => ({
  digest: `sha256:${hex(letter)}`,
  blobs,
  layers: [],
  anchored: [],
  ...(runner !== undefined && { runner }),
});
const original = manifest("a", ["sha256:original"], "ggml");
const converted = manifest("b", ["sha256:converted"], "llamacpp");

/** A model that Ollama has converted: a list, an anchor, and the converted weights under their own name. */
const store: ModelStore = {
  isWhole: true,
  tags: [
    { name: charger, layout: "v2", digest: `sha256:${hex("c")}`, manifests: [original, converted] },
    { name: charger, layout: "legacy", digest: original.digest, manifests: [original] },
    {
      name: modelName(`llamacpp:${hex("b")}`),
      layout: "legacy",
      digest: converted.digest,
      manifests: [converted],
    },
  ],
};

async function openConverted() {
  const opened = await openRunning();
  opened.ollama.versionText = "0.40.2";
  opened.ollama.models = [fakeModel("charger")];
  await opened.ask({ type: "models.refresh" }); // so that the next reading of the list is no change
  opened.folder.installed = store;
  opened.folder.sizes = { "sha256:original": 19_641_888 };
  const { value: target } = opened.target$;
  if (target.kind !== "host") throw new Error("no host");
  const files = { locate: () => Promise.resolve(opened.folder), publicKey: () => Promise.resolve(undefined) };
  opened.target$.next({ ...target, hostPorts: { ...target.hostPorts, files } });
  await opened.clock.pass(5_000);
  await opened.ask({ type: "models.refresh" });
  await opened.clock.pass(1_000);
  const details = () => {
    const model = findModel(modelsOf(opened.state()), charger);
    return modelDetailsView(opened.state(), model!, opened.clock.now());
  };
  return { ...opened, details };
}

describe("the backup of a model that Ollama has converted", () => {
  it("is shown with its size, and can be deleted", async () => {
    const { details, ask, person, ollama, state } = await openConverted();
    expect(details().facts).toContainEqual({ label: "Original kept by Ollama", value: "19.6 MB" });
    expect(details().more.map(({ label }) => label)).toContain("Delete Backup…");
    expect(modelOffers(state(), charger)).toContain("model.free-backup");
    const free = await ask({ type: "model.free-backup", model: charger });
    expect(person.questions[0]?.text).toBe("Delete the backup of “charger:latest” (19.6 MB)?");
    expect(person.questions[0]?.detail).toContain("before version 0.40 can no longer use it");
    expect(free.ended()).toEqual({ kind: "done" });
    expect(ollama.deletedManifests).toEqual([hex("a")]);
  });

  it("is kept if the person declines, or if the folder shows something else by then", async () => {
    const { ask, person, ollama, folder } = await openConverted();
    person.saysYes = false;
    expect((await ask({ type: "model.free-backup", model: charger })).refusal).toEqual({
      reason: "declined",
    });
    person.saysYes = true;
    folder.installed = { ...store, tags: store.tags.slice(0, 1) };
    expect((await ask({ type: "model.free-backup", model: charger })).refusal).toEqual({
      reason: "no-backup",
      model: charger,
    });
    folder.installed = { ...store, isWhole: false };
    expect((await ask({ type: "model.free-backup", model: charger })).refusal).toEqual({
      reason: "folder-not-whole",
    });
    expect(ollama.deletedManifests).toEqual([]);
  });

  it("goes with all others from the Disk tab, by Ollama's API, after one question", async () => {
    const { ask, person, ollama, folder, counting, diskShown$, clock } = await openConverted();
    const blob = { sizeBytes: 9_000, freesBytes: 9_000, changedAtMs: -1e9 };
    folder.blobs = [original.digest, "sha256:original"].map((digest) => ({ ...blob, digest }));
    folder.isWritable = false; // only Ollama has to be able to delete it
    diskShown$.next(true);
    await clock.pass(1_000);
    const shown = counting.disk.shown();
    if (shown.kind !== "counted") throw new Error("the disk is not counted");
    const { countedAtMs } = shown.usage;
    const free = await ask({ type: "disk.free", what: ["backups"], countedAtMs });
    expect(person.questions.map(({ text, yes }) => [text, yes])).toEqual([
      ["Delete the backups of “charger:latest” (18.0 kB)?", "Free 18.0 kB"],
    ]);
    expect(free.ended()).toEqual({ kind: "done" });
    expect(ollama.deletedManifests).toEqual([hex("a")]);
    expect(folder.blobs).toHaveLength(2);
    expect(person.shown).toContain("18.0 kB of disk space was freed.");
  });

  it("is not offered where there is none", async () => {
    const { ask, details, folder, clock } = await openConverted();
    folder.installed = { isWhole: true, tags: store.tags.slice(0, 1) };
    await ask({ type: "model.copy", model: charger, destination: modelName("copy") });
    await clock.pass(5_000);
    expect(details().more.map(({ label }) => label)).not.toContain("Delete Backup…");
    expect((await ask({ type: "model.free-backup", model: charger })).refusal?.reason).toBe("no-backup");
  });
});
