import { describe, expect, it } from "vitest";
import { hostFacts } from "../app/state.ts";
import { openDownloading, openRunning } from "../testing/action-bench.ts";
import { PortError } from "../shared/failure.ts";
import { unfinishedLayer } from "../testing/fake-folder.ts";
import { modelName } from "../testing/index.ts";
import { diskView } from "./disk.view.ts";
import { YOUNG_MS } from "./disk-usage.ts";

const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;
const blob = (letter: string, sizeBytes: number, changedAtMs = -1e9) => ({
  digest: digest(letter),
  sizeBytes,
  freesBytes: sizeBytes,
  changedAtMs,
});
const manifest = { digest: digest("e"), blobs: [digest("a")], layers: [], anchored: [] };
const pony = {
  name: modelName("pony"),
  layout: "legacy",
  digest: digest("e"),
  manifests: [manifest],
} as const;

/** A shown Disk tab: a model, two layers without one, and a partial download of nothing that is known. */
async function openDisk(openWith: typeof openRunning = openRunning) {
  const opened = await openWith();
  const { folder, clock, counting, diskShown$, state } = opened;
  folder.installed = { tags: [pony], isWhole: true };
  folder.blobs = [blob("a", 4_000), blob("b", 2_000), blob("c", 1_000)];
  folder.layers = [{ ...unfinishedLayer(digest("f"), 500), changedAtMs: -1e9 }];
  diskShown$.next(true);
  await clock.pass(1_000);
  const view = () => diskView(state(), clock.now(), counting.disk.shown());
  const button = (key: string) => view()?.counted?.spare.rows.find((row) => row.key === key)?.action;
  const press = async (key: string) => {
    const action = button(key);
    if (!action) throw new Error(`nothing of ${key} is offered`);
    const answer = await opened.ask(action.request);
    await clock.pass(1_000);
    return answer;
  };
  return { ...opened, view, button, press };
}

describe("the Disk tab", () => {
  it("says the bytes on each button, and what deleting a model frees", async () => {
    const { view, button } = await openDisk();
    expect(button("unused")?.label).toBe("Free 3.0 kB…");
    expect(button("partials")?.label).toBe("Free 500 bytes…");
    expect(button("backups")).toBeUndefined();
    expect(view()?.counted?.models.rows).toMatchObject([{ name: "pony", own: "4.0 kB", frees: "4.0 kB" }]);
    expect(view()?.counted?.spare.note).toBe("3.5 kB that no model uses");
  });

  it("says what models share, and which of them to delete to get it back", async () => {
    const { view, folder, counting, clock } = await openDisk();
    const names = async (...tags: readonly (readonly [string, ...string[]])[]) => {
      const sharing = tags.map(([name, ...letters]) => ({
        ...pony,
        name: modelName(name),
        digest: digest(name.slice(0, 1)),
        manifests: [{ ...manifest, digest: digest(name.slice(0, 1)), blobs: letters.map(digest) }],
      }));
      folder.installed = { tags: sharing, isWhole: true };
      counting.disk.count();
      await clock.pass(1_000);
      return view()?.counted?.models.foot;
    };
    folder.blobs = [blob("a", 4_000), blob("b", 2_000), blob("c", 1_000)];
    expect(await names(["foal", "a", "c"], ["mare", "a"], ["pony", "b", "c"])).toBe(
      "4.0 kB that models share is freed once all of these are deleted: foal, mare.",
    );
    // A shared license, say: what the models free is about all that they take.
    expect(await names(["foal", "a", "c"], ["mare", "b", "c"])).toBe("");
    folder.blobs = [...folder.blobs, blob("d", 20_000), blob("e", 20_000)];
    expect(await names(["hen", "d", "a"], ["ox", "e", "a"], ["foal", "b"], ["mare", "b"])).toBe(
      "2.0 kB that models share is freed once all of these are deleted: foal, mare.",
    );
  });

  it("has a sum over the models that its rows give, and says why the bar has another one", async () => {
    const { view, folder, counting, clock } = await openDisk();
    const unread = {
      name: modelName("mare"),
      layout: "v2",
      digest: digest("d"),
      manifests: [{ ...manifest, digest: digest("d"), blobs: [digest("b")] }],
    } as const;
    folder.installed = { tags: [pony, unread], isWhole: true };
    counting.disk.count();
    await clock.pass(1_000);
    const { models, bar } = view()!.counted!;
    expect(bar.parts.find(({ key }) => key === "models")?.size).toBe("6.0 kB");
    expect(models).toMatchObject({
      note: "4.0 kB; what models share is counted once",
      rows: [{ name: "pony", own: "4.0 kB" }],
      foot: "2.0 kB more are needed by models that this version of Ollama does not list.",
    });
  });

  it("does not say of no files that all are in use", async () => {
    const { view, folder, counting, clock } = await openDisk();
    folder.installed = { tags: [], isWhole: true };
    [folder.blobs, folder.layers] = [[], []];
    counting.disk.count();
    await clock.pass(1_000);
    expect(view()?.counted?.spare).toMatchObject({ note: "nothing: there are no files", remark: "" });
  });

  it("reads nothing while it is not shown, and counts again when a model has gone", async () => {
    const { view, folder, diskShown$, ask, clock, ollama } = await openDisk();
    let reads = 0;
    const { contents } = folder;
    folder.contents = () => (reads++, contents());
    await clock.pass(60_000);
    expect(reads).toBe(0);
    ollama.models = [];
    await ask({ type: "models.refresh" });
    folder.blobs = [];
    await ask({ type: "disk.count" });
    await clock.pass(1_000);
    expect(reads).toBeGreaterThan(0);
    expect(view()?.counted?.spare.rows.map(({ key }) => key)).toEqual(["partials"]);
    diskShown$.next(false);
    reads = 0;
    await ask({ type: "disk.count" });
    await clock.pass(10_000);
    expect([reads, view()]).toEqual([0, null]);
  });

  it("says why nothing is counted, and what to do", async () => {
    const { view, files, folder, ask, clock } = await openDisk();
    folder.contents = () => Promise.reject(new Error("EACCES"));
    await ask({ type: "disk.count" });
    await clock.pass(1_000);
    expect(view()?.why).toContain("cannot be read: EACCES. Make it readable");
    files.folder = undefined;
    await ask({ type: "disk.count" });
    await clock.pass(1_000);
    expect(view()).toMatchObject({ counted: null, why: expect.stringContaining("count again") as string });
  });
});

describe("freeing space", () => {
  it("asks with the number and the bytes, deletes that, and counts again", async () => {
    const { press, person, folder, button, view } = await openDisk();
    expect((await press("unused")).refusal).toBeUndefined();
    expect(person.questions[0]).toMatchObject({
      text: "Delete 2 layers that no model uses (3.0 kB)?",
      yes: "Free 3.0 kB",
    });
    expect(folder.blobs.map((one) => one.digest)).toEqual([digest("a")]);
    expect(person.shown).toContain("3.0 kB of disk space was freed.");
    expect(button("unused")).toBeUndefined();
    expect(view()?.counted?.spare.note).toBe("500 bytes that no model uses");
  });

  it("deletes nothing if the person declines", async () => {
    const { press, person, folder } = await openDisk();
    person.saysYes = false;
    expect((await press("unused")).refusal).toEqual({ reason: "declined" });
    expect(folder.blobs).toHaveLength(3);
  });

  it("keeps what a model needs by then, and what was written meanwhile", async () => {
    const { press, folder, clock } = await openDisk();
    folder.installed = { tags: [{ ...pony, missing: [digest("b")] }], isWhole: true };
    await press("unused");
    expect(folder.blobs.map((one) => one.digest)).toEqual([digest("a"), digest("b")]);
    folder.blobs = [...folder.blobs, blob("d", 9_000, clock.now() - YOUNG_MS + 60_000)];
    folder.layers = [{ ...unfinishedLayer(digest("f"), 500), changedAtMs: clock.now() }];
    expect((await press("partials")).refusal).toEqual({ reason: "nothing-to-free" });
    expect(folder.layers).toHaveLength(1);
  });

  it("deletes only what was shown", async () => {
    const { press, folder } = await openDisk();
    folder.blobs = [...folder.blobs, blob("d", 9_000)];
    await press("unused");
    expect(folder.blobs.map((one) => one.digest)).toEqual([digest("a"), digest("d")]);
  });

  it("is refused if other numbers are shown by then", async () => {
    const { ask, button, folder, clock } = await openDisk();
    const old = button("unused");
    await clock.pass(10_000);
    await ask({ type: "disk.count" });
    await clock.pass(1_000);
    expect(old && (await ask(old.request)).refusal).toEqual({ reason: "counted-again" });
    expect(folder.blobs).toHaveLength(3);
  });

  it("is off where our user may not delete, with what to do instead", async () => {
    const { folder, ask, clock, view, press } = await openDisk();
    folder.isWritable = false;
    await ask({ type: "disk.count" });
    await clock.pass(1_000);
    expect(view()?.counted?.spare.rows.map(({ action }) => action.isOff)).toEqual([true, true]);
    expect(view()?.counted?.spare.remark).toContain("restart Ollama");
    expect((await press("unused")).refusal).toEqual({ reason: "nothing-to-free" });
    expect(folder.blobs).toHaveLength(3);
  });

  it("says what could not be deleted", async () => {
    const { folder, press } = await openDisk();
    folder.problem = "EPERM";
    expect((await press("unused")).refusal).toEqual({ reason: "files-undeletable", detail: "EPERM" });
  });

  it("offers neither complete layers nor partial files of a download that is not complete", async () => {
    const opened = await openDisk(openDownloading);
    const { folder, view, clock, ask } = opened;
    const layer = { ...unfinishedLayer("sha256:a", 450), changedAtMs: -1e9 };
    folder.partials = 0;
    folder.layers = [...folder.layers, layer];
    folder.blobs = [...folder.blobs, { ...blob("b", 100), digest: "sha256:b" }];
    const notes = async () => {
      await ask({ type: "disk.count" });
      await clock.pass(1_000);
      return view()?.counted?.spare.rows.map(({ key, action }) => [key, action.label]);
    };
    expect(await notes()).toEqual([
      ["partials", "Free 500 bytes…"],
      ["unused", "Free 3.0 kB…"],
    ]);
    opened.person.saysYes = false; // to the offer to delete its data
    await ask({ type: "download.cancel", id: Object.values(hostFacts(opened.state()).downloads)[0]!.id });
    expect(await notes()).toEqual([
      ["partials", "Free 950 bytes…"],
      ["unused", "Free 3.0 kB…"],
    ]);
  });
});

describe("a download that found no room", () => {
  /** It needs 1,000 bytes and has 450 of them; there are 500 bytes of another download, and layers of 100. */
  async function openFull() {
    const opened = await openDisk(openDownloading);
    const { folder, clock, ask, ollama, view } = opened;
    const count = async () => {
      await ask({ type: "disk.count" });
      await clock.pass(1_000);
    };
    ollama.pulls[0]!.lines$.error(new PortError({ kind: "disk-full" }));
    await clock.pass(1_000);
    folder.partials = 0;
    folder.layers = [...folder.layers, { ...unfinishedLayer("sha256:a", 450), changedAtMs: -1e9 }];
    folder.blobs = [blob("a", 4_000), blob("b", 60), blob("c", 40)];
    folder.diskBytes = { totalBytes: 10_000, freeBytes: 0 };
    await count();
    return { ...opened, count, banner: () => view()?.counted?.banner };
  }

  it("gets it from several things together, after one question that names each", async () => {
    const { banner, ask, person, folder, count } = await openFull();
    const { title, text, action } = banner()!;
    expect([title, text, action?.label]).toEqual([
      "pony needs 550 bytes more.",
      "Partial downloads hold 500 bytes. Layers without a model hold 100 bytes. Once they are deleted, the download can be retried.",
      "Free 600 bytes…",
    ]);
    expect((await ask(action!.request)).ended()).toEqual({ kind: "done" });
    expect(person.questions).toHaveLength(1);
    expect(person.questions[0]).toMatchObject({
      text: "Delete all of this (600 bytes)?",
      yes: "Free 600 bytes",
    });
    expect(person.questions[0]?.detail.split("\n").map((line) => line.split(":")[0])).toEqual([
      "Partial downloads (500 bytes)",
      "Layers that no model uses (100 bytes)",
    ]);
    expect(folder.blobs.map((one) => one.digest)).toEqual([digest("a")]);
    expect(folder.forgotten).toEqual([[digest("f")]]); // and not what it has itself
    expect(person.shown).toContain("600 bytes of disk space was freed.");
    folder.layers = folder.layers.slice(1);
    folder.diskBytes = { ...folder.diskBytes, freeBytes: 600 };
    await count();
    expect(banner()?.title).toBe("There is room for pony now.");
  });

  it("is told that what can be freed is not enough for it", async () => {
    const { banner, folder, count } = await openFull();
    expect(banner()?.isShort).toBe(false);
    folder.blobs = [blob("a", 4_000)];
    await count();
    expect(banner()).toMatchObject({
      text: "Partial downloads hold 500 bytes. That is not enough: 50 bytes more are needed.",
      action: { label: "Free 500 bytes…" },
      isShort: true,
    });
  });

  it("frees nothing of several things if the person declines", async () => {
    const { banner, ask, person, folder } = await openFull();
    person.saysYes = false;
    expect((await ask(banner()!.action!.request)).refusal).toEqual({ reason: "declined" });
    expect([folder.blobs.length, folder.forgotten.length]).toEqual([3, 0]);
  });
});
