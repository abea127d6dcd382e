import { appendFile, mkdir, mkdtemp, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { modelSignsContract, until, type SignsWorld } from "../../testing/contracts/index.ts";
import { FakeSigns } from "../../testing/index.ts";
import { modelFiles } from "./model-files.ts";
import { modelSigns } from "./model-signs.ts";
import { watchManifests } from "./watch-manifests.ts";

const silent = { info: () => {}, warn: () => {} };

/** A folder of its own for each test: they run at the same time, since most of their time they wait for the system. */
async function openFolder() {
  const folder = await mkdtemp(join(tmpdir(), "paddock-"));
  const models = (...parts: string[]): string => join(folder, "models", ...parts);
  return {
    folder,
    models,
    async writeTag(name: string): Promise<void> {
      const parent = models("manifests", "registry.ollama.ai", "library", name);
      await mkdir(parent, { recursive: true });
      await writeFile(join(parent, "latest"), "{}");
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
type OpenFolder = Awaited<ReturnType<typeof openFolder>>;

const STARTED =
  'time=2026-11-23T05:54:35.090Z level=INFO source=llama_server.go:1362 msg="llama-server started in 0.25 seconds"\n';

function openRealWorld({ folder, models, writeTag }: OpenFolder): SignsWorld {
  const logFile = join(folder, "serve.log");
  const files = modelFiles({ environment: () => ({ OLLAMA_MODELS: models() }), logger: silent });
  return {
    signs: modelSigns({ files, logFile }),
    addModel: writeTag,
    loadModel: () => appendFile(logFile, STARTED),
  };
}

function openFakeWorld(): SignsWorld {
  const signs = new FakeSigns();
  return {
    signs,
    addModel: async () => signs.give("installed"),
    loadModel: async () => signs.give("loaded"),
  };
}

describe.concurrent.each([
  ["with real files", openRealWorld],
  ["with fakes", openFakeWorld],
])("signs of changed models %s", (_which, open) => {
  for (const { name, keep } of modelSignsContract)
    it(name, async () => {
      await using folder = await openFolder();
      await keep(open(folder));
    });
});

const passed = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
/** Until a watcher has seen how things are at first, even if the machine is busy. */
const begun = (): Promise<void> => passed(500);
/** Until what has happened would have been seen: a watcher looks 150 ms after a change, or after its last look. */
const quiet = (): Promise<void> => passed(300);

async function watch({ models }: OpenFolder) {
  let [count, known] = [0, 0];
  const watching = watchManifests(models()).subscribe(() => (count += 1));
  await begun();
  return {
    seen: () => count,
    /** Until it has emitted since the last time: a busy machine may see the steps of a change one by one. */
    async untilSeen(): Promise<void> {
      await until(() => count > known, "seen");
      do {
        known = count;
        await quiet();
      } while (count > known);
    },
    [Symbol.dispose]: () => watching.unsubscribe(),
  };
}

describe.concurrent("watching the models folder", () => {
  it("sees a folder that did not exist at first, with what is written into it at once", async () => {
    await using opened = await openFolder();
    const { writeTag } = opened;
    using watching = await watch(opened);
    await writeTag("pony");
    await watching.untilSeen();
  });

  it("sees what a terminal's cp, create and rm do, in either layout", async () => {
    await using opened = await openFolder();
    const { models, writeTag } = opened;
    await writeTag("pony");
    using watching = await watch(opened);
    const link = models("manifests-v2", "ollama.com", "library", "copy");
    await mkdir(link, { recursive: true });
    await symlink("../../../../blobs/sha256-0", join(link, "latest"));
    await watching.untilSeen();
    await writeFile(models("manifests", "registry.ollama.ai", "library", "pony", "latest"), '{"layers":[]}');
    await watching.untilSeen();
    await rm(models("manifests", "registry.ollama.ai"), { recursive: true });
    await watching.untilSeen();
    await writeTag("pony");
    await watching.untilSeen();
  });

  // A list that was read in between names it.
  it.each([
    ["of a model", "manifests/registry.ollama.ai/library/pony", "8b"],
    ["with its model", "manifests/registry.ollama.ai/library", "foal/latest"],
    ["with its whole layout", ".", "manifests-v2/ollama.com/library/foal/latest"],
  ])("sees a tag %s that was added and removed at once", async (_with, folder, added) => {
    await using opened = await openFolder();
    const { models, writeTag } = opened;
    await writeTag("pony");
    using watching = await watch(opened);
    const tag = models(folder, added);
    await mkdir(dirname(tag), { recursive: true });
    await writeFile(tag, "{}");
    await rm(models(folder, added.split("/")[0] ?? ""), { recursive: true });
    await watching.untilSeen();
  });

  it("does not emit for layers, and sees a tag that is first written under another name", async () => {
    await using opened = await openFolder();
    const { models, writeTag } = opened;
    await writeTag("pony");
    await mkdir(models("blobs"));
    using watching = await watch(opened);
    await writeFile(models("blobs", "sha256-0-partial"), "x");
    const pony = models("manifests", "registry.ollama.ai", "library", "pony");
    await quiet();
    expect(watching.seen()).toBe(0);
    await writeFile(join(pony, ".manifest-1"), "{}");
    await rename(join(pony, ".manifest-1"), join(pony, "8b"));
    await watching.untilSeen();
  });

  // Deno ends a watcher some time after it was closed; one that is opened before that at the same path sees nothing.
  it.skipIf("deno" in process.versions).each([
    ["is moved away", (models: string) => rename(models, models + ".old")],
    ["is removed", (models: string) => rm(models, { recursive: true })],
  ])("goes on where the folder %s and made anew at once", async (_how, end) => {
    await using opened = await openFolder();
    const { models, writeTag } = opened;
    await writeTag("pony");
    using watching = await watch(opened);
    await end(models());
    await mkdir(models());
    await watching.untilSeen();
    await writeTag("foal");
    await watching.untilSeen();
  });

  it("sees a folder that is made where a link already names it", async () => {
    await using opened = await openFolder();
    const { folder, models, writeTag } = opened;
    await symlink(join(folder, "disk", "models"), models());
    using watching = await watch(opened);
    await mkdir(join(folder, "disk", "models"), { recursive: true });
    await quiet();
    await writeTag("pony");
    await watching.untilSeen();
  });

  it("leaves out a link that names itself", async () => {
    await using opened = await openFolder();
    const { models, writeTag } = opened;
    await symlink(models(), models());
    using watching = await watch(opened);
    await rm(models());
    await writeTag("pony");
    await watching.untilSeen();
  });

  it("has nothing to see where the models folder is a file", async () => {
    await using opened = await openFolder();
    const { models, writeTag } = opened;
    await writeFile(models(), "");
    using watching = await watch(opened);
    await rm(models());
    await writeTag("pony");
    await watching.untilSeen();
  });
});
