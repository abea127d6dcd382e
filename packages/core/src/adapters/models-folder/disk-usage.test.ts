import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { recordedFolders, writeModelsFolder } from "@paddock/test-fixtures";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sizeOf, YOUNG_MS, type DiskUsage, type NeededLayers } from "../../disk/disk-usage.ts";
import { readDisk } from "../../disk/read-disk.source.ts";
import { deletionsOf } from "../../models/deletions.ts";
import { deletionOf } from "../../models/freed-bytes.ts";
import { modelName } from "../../testing/index.ts";
import { tagArbitrary } from "../../testing/arbitraries/written-tags.ts";
import { modelFiles } from "./model-files.ts";
import { blobFile, digestOfText, isListText, writeBlob, writeTags } from "./written-folder.ts";

const VERSIONS = ["0.33.0", "0.40.2", "0.0.0"] as const;
const WEEK_MS = 7 * 86_400_000;

let home = "";
beforeEach(async () => void (home = await mkdtemp(path.join(tmpdir(), "paddock-disk-"))));
afterEach(() => rm(home, { recursive: true }));

async function folderOf(directory: string) {
  const logger = { info: () => {}, warn: () => {} };
  const files = modelFiles({ environment: () => ({ OLLAMA_MODELS: directory }), logger });
  return (await files.locate({ isOurs: true, blobFiles: [] }))!;
}

type Counting = {
  readonly version?: string;
  /** How long ago the files were written. */
  readonly laterMs?: number;
  readonly downloads?: readonly NeededLayers[];
  readonly directory?: string;
};

/** What is counted some time after the files were written, by default a week. */
const count = async ({
  version = "0.40.2",
  laterMs = WEEK_MS,
  downloads = [],
  directory = home,
}: Counting = {}): Promise<DiskUsage> =>
  readDisk(await folderOf(directory), { downloads, version, atMs: Date.now() + laterMs });

/** Unfinished layers are sparse files (docs/ollama.md §2.5), and so are the complete ones of a recording. */
const bytesIn = (directory: string): number =>
  readdirSync(path.join(directory, "blobs"))
    .map((name) => ({ name, stats: lstatSync(path.join(directory, "blobs", name)) }))
    .filter(({ stats }) => stats.isFile())
    .reduce(
      (sum, { name, stats: { size, blocks } }) =>
        sum + (name.includes("-partial") ? Math.min(size, blocks * 512) : size),
      0,
    );

/** Every digest in the texts of all tags, and in all that these lead to, however little sense it makes. */
function namedAnywhere(directory: string): ReadonlySet<string> {
  const named = new Set<string>();
  const follow = (text: string): void => {
    named.add(digestOfText(text));
    for (const [digest] of text.matchAll(/sha256:[0-9a-f]{64}/g)) {
      if (named.has(digest)) continue;
      named.add(digest);
      const file = blobFile(directory, digest);
      if (isListText(text) && existsSync(file)) follow(readFileSync(file, "utf8"));
    }
  };
  for (const layout of ["manifests", "manifests-v2"]) {
    const root = path.join(directory, layout);
    if (!existsSync(root)) continue;
    for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
      const file = path.join(entry.parentPath, entry.name);
      if (!entry.isDirectory() && existsSync(file)) follow(readFileSync(file, "utf8"));
    }
  }
  return named;
}

const partial = (digest: string, bytes: number): void =>
  writeFileSync(`${blobFile(home, digest)}-partial`, "x".repeat(bytes));

describe("a random models folder", () => {
  it("has every byte in one place only, and offers nothing that a manifest names", async () => {
    let run = 0;
    const property = fc.asyncProperty(
      fc.array(tagArbitrary, { maxLength: 8 }),
      fc.array(fc.nat(4), { maxLength: 4 }),
      fc.constantFrom(...VERSIONS),
      fc.constantFrom(0, WEEK_MS),
      async (tags, orphans, version, laterMs) => {
        const directory = path.join(home, `run-${run++}`);
        writeTags(directory, tags);
        for (const index of orphans) writeBlob(directory, `orphan ${index}`);
        const usage = await count({ version, laterMs, directory });
        expect(usage.modelBytes + usage.pendingBytes + usage.spareBytes).toBe(bytesIn(directory));
        const { sizeBytes, backupBytes } = usage.listed;
        const [own, shared] = [
          usage.models.map((one) => one.ownBytes),
          usage.models.map((one) => one.sharedBytes),
        ];
        const [ownSum, sharedSum] = [own, shared].map((all) => all.reduce((sum, one) => sum + one, 0));
        expect(sizeBytes).toBeGreaterThanOrEqual(ownSum!);
        expect(sizeBytes).toBeLessThanOrEqual(ownSum! + sharedSum!);
        expect(sizeBytes - backupBytes).toBeLessThanOrEqual(usage.modelBytes);
        for (const { ownBytes, sharedBytes, freesBytes = 0 } of usage.models)
          expect(freesBytes).toBeLessThanOrEqual(ownBytes + sharedBytes);
        const named = namedAnywhere(directory);
        const offered = usage.unused.map(({ digest }) => digest);
        expect(offered.filter((digest) => named.has(digest))).toEqual([]);
        const isAllOffered = readdirSync(path.join(directory, "blobs"))
          .map((name) => name.replace("-", ":"))
          .every((digest) => named.has(digest) || offered.includes(digest));
        expect(laterMs === 0 ? offered.length === 0 : isAllOffered).toBe(true);
      },
    );
    await fc.assert(property, { numRuns: 100 });
  });

  it("frees with each model what the question before its deletion promises", async () => {
    let run = 0;
    const property = fc.asyncProperty(
      fc.array(tagArbitrary, { minLength: 1, maxLength: 8 }),
      fc.constantFrom(...VERSIONS),
      async (tags, version) => {
        const directory = path.join(home, `run-${run++}`);
        writeTags(directory, tags);
        const { tags: stored } = await (await folderOf(directory)).store();
        const all = deletionsOf(stored, version);
        for (const [model, deletion] of all) expect(deletion).toEqual(deletionOf(stored, model, version));
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });
});

describe.each(recordedFolders())("the recorded folder %s", (name) => {
  it("has every byte in one place only, and offers nothing that a manifest names", async () => {
    writeModelsFolder(home, name);
    for (const version of VERSIONS) {
      const usage = await count({ version });
      expect(usage.modelBytes + usage.pendingBytes + usage.spareBytes).toBe(bytesIn(home));
      const named = namedAnywhere(home);
      expect(usage.unused.filter(({ digest }) => named.has(digest))).toEqual([]);
      const { tags } = await (await folderOf(home)).store();
      for (const [model, deletion] of deletionsOf(tags, version))
        expect(deletion, model).toEqual(deletionOf(tags, model, version));
    }
  });
});

describe("the space of a model that Ollama has converted", () => {
  it("is its own, with its backup and the converted weights, which have no row of their own", async () => {
    writeModelsFolder(home, "migrate-disk-second-name");
    const { models, backups, modelBytes, unused } = await count();
    expect(models.filter(({ model }) => model.startsWith("llamacpp:"))).toEqual([]);
    expect(backups.map(({ sizeBytes }) => sizeBytes)).toEqual([19_641_888 + 481 + 886]);
    const shared = models.find(({ model }) => model === "charger:latest")?.sharedBytes ?? 0;
    expect(shared).toBeGreaterThan(19_641_888 + 19_642_016); // its other name has the same
    expect(modelBytes).toBe(bytesIn(home) - sizeOf(backups) - sizeOf(unused));
  });
});

describe("layers without a model", () => {
  const orphanIn = (): string => {
    writeTags(home, []);
    return writeBlob(home, "an orphan");
  };

  it("are offered an hour after anything was written", async () => {
    const orphan = orphanIn();
    const soon = await count({ laterMs: YOUNG_MS - 60_000 });
    expect(soon).toMatchObject({ unused: [], whyKept: "written-lately" });
    const late = await count({ laterMs: YOUNG_MS + 60_000 });
    expect(late.unused.map(({ digest }) => digest)).toContain(orphan);
    expect(late.whyKept).toBeUndefined();
  });

  it.each([
    ["a partial download", (file: string) => writeFileSync(`${file}-partial`, "x")],
    ["an upload", (file: string) => writeFileSync(`${file}.upload-123`, "x")],
  ])("are not offered while %s is written: its first layers have no manifest yet", async (_, write) => {
    const orphan = orphanIn();
    write(blobFile(home, orphan));
    const longAgo = new Date(Date.now() - WEEK_MS);
    for (const name of readdirSync(path.join(home, "blobs")))
      if (/^sha256-[0-9a-f]{64}$/.test(name)) utimesSync(path.join(home, "blobs", name), longAgo, longAgo);
    expect(await count({ laterMs: 0 })).toMatchObject({ unused: [], whyKept: "written-lately" });
  });

  it("are not offered if a download on the list has fetched them, or may have", async () => {
    const orphan = orphanIn();
    const download = { model: modelName("pony"), layers: [orphan], stage: "ended" } as const;
    const digests = async (downloads: readonly NeededLayers[]) =>
      (await count({ downloads })).unused.map(({ digest }) => digest);
    expect(await digests([])).toContain(orphan);
    expect(await digests([download])).not.toContain(orphan);
    for (const stage of ["unfinished", "waiting-for-room"] as const)
      expect(await digests([{ ...download, stage, layers: undefined }])).toEqual([]);
  });

  it.each([
    ["is no manifest", "{"],
    ["is a list of lists", ""],
  ])("are not offered if a tag %s, since it may need them", async (_, text) => {
    const orphan = orphanIn();
    const file = path.join(home, "manifests", "registry.ollama.ai", "library", "pony", "latest");
    mkdirSync(path.dirname(file), { recursive: true });
    const mediaType = "application/vnd.ollama.manifest.list.v2+json";
    const inner = writeBlob(home, JSON.stringify({ mediaType, manifests: [{ digest: orphan }] }));
    writeFileSync(file, text || JSON.stringify({ mediaType, manifests: [{ digest: inner }] }));
    expect(await count()).toMatchObject({ unused: [], whyKept: "unknown-manifest" });
  });

  it("are not offered if a file in the place of a tag has a name that is not understood", async () => {
    orphanIn();
    const folder = path.join(home, "manifests", "registry.ollama.ai", "library", "pony");
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, ".DS_Store"), "x");
    expect((await count()).whyKept).toBeUndefined();
    writeFileSync(path.join(folder, "a b"), "{}");
    expect(await count()).toMatchObject({ unused: [], whyKept: "unknown-manifest" });
  });

  it("do not count what another file holds, too, since deleting it would free nothing", async () => {
    writeTags(home, []);
    const large = writeBlob(home, "x".repeat(1_500_000));
    linkSync(blobFile(home, large), path.join(home, "elsewhere.gguf"));
    expect((await count()).unused.map(({ digest }) => digest)).not.toContain(large);
  });
});

describe("partial downloads", () => {
  const digest = digestOfText("a layer");

  it("are offered with the model that they belong to, unless their download goes on or may", async () => {
    writeTags(home, []);
    partial(digest, 5_000);
    const download = { model: modelName("pony"), layers: [digest], stage: "ended" } as const;
    const [found] = (await count({ downloads: [download] })).partials;
    expect(found).toMatchObject({ digest, models: ["pony:latest"] });
    expect((await count()).partials[0]?.models).toEqual([]);
    for (const stage of ["unfinished", "waiting-for-room"] as const)
      for (const layers of [[digest], undefined])
        expect((await count({ downloads: [{ ...download, layers, stage }] })).partials).toEqual([]);
    expect((await count({ laterMs: YOUNG_MS - 60_000 })).partials).toEqual([]);
  });
});

describe("deleting blobs", () => {
  it("never follows a link, and never leaves the folder", async () => {
    writeTags(home, []);
    const outside = path.join(home, "outside");
    writeFileSync(outside, "precious");
    const linked = digestOfText("linked");
    symlinkSync(outside, blobFile(home, linked));
    mkdirSync(blobFile(home, digestOfText("a folder")));
    const folder = await folderOf(home);
    const later = Date.now() + WEEK_MS;
    const wrong = [linked, digestOfText("a folder"), "sha256:../../outside", "../outside"];
    expect(await folder.deleteBlobs(wrong, later)).toBe(0);
    expect(readFileSync(outside, "utf8")).toBe("precious");
    expect(existsSync(blobFile(home, linked))).toBe(true);
  });

  it("does nothing in a folder that a link leads to, which is only read", async () => {
    writeTags(home, []);
    const orphan = writeBlob(home, "an orphan");
    renameSync(path.join(home, "blobs"), path.join(home, "elsewhere"));
    symlinkSync(path.join(home, "elsewhere"), path.join(home, "blobs"));
    const usage = await count();
    expect(usage.unused.map(({ digest }) => digest)).toContain(orphan);
    expect(usage.isWritable).toBe(false);
    expect(await (await folderOf(home)).deleteBlobs([orphan], Date.now() + WEEK_MS)).toBe(0);
    expect(existsSync(blobFile(home, orphan))).toBe(true);
  });

  it("is not offered where our user may not write", async (test) => {
    if (process.getuid?.() === 0 || process.platform === "win32") return test.skip();
    writeTags(home, []);
    chmodSync(path.join(home, "blobs"), 0o555);
    expect((await count()).isWritable).toBe(false);
    chmodSync(path.join(home, "blobs"), 0o755);
  });
});

it("counts ten thousand blobs, and leaves the thread free in between", async () => {
  mkdirSync(path.join(home, "blobs"));
  for (let number = 0; number < 10_000; number += 1)
    writeFileSync(blobFile(home, digestOfText(`${number}`)), "");
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 1);
  const usage = await count();
  clearInterval(timer);
  expect(usage.unused).toHaveLength(10_000);
  expect(turns).toBeGreaterThan(20);
});

it("counts a folder that does not exist yet as empty", async () => {
  rmSync(home, { recursive: true });
  const usage = await count();
  expect(usage).toMatchObject({ models: [], unused: [], partials: [], modelBytes: 0, isWritable: false });
  mkdirSync(home);
});
