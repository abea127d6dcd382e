import { existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { recordedFolders, writeModelsFolder } from "@paddock/test-fixtures";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { deletionOf, freedWithManifest } from "../../models/freed-bytes.ts";
import { modelName } from "../../testing/index.ts";
import { tagArbitrary } from "../../testing/arbitraries/written-tags.ts";
import { modelFiles } from "./model-files.ts";
import {
  blobFile,
  digestOfText,
  HOSTS,
  isListText,
  layerText,
  writeTags,
  type WrittenTag,
} from "./written-folder.ts";

const NEW = "0.40.0";
const OLD = "0.33.0";

let home = "";
beforeEach(async () => void (home = await mkdtemp(path.join(tmpdir(), "paddock-freed-"))));
afterEach(() => rm(home, { recursive: true }));

async function folderOf(directory = home) {
  const logger = { info: () => {}, warn: () => {} };
  const files = modelFiles({ environment: () => ({ OLLAMA_MODELS: directory }), logger });
  const folder = await files.locate({ isOurs: true, blobFiles: [] });
  return folder!;
}

/** The bytes that deleting a model of this folder is promised to free, and to leave behind. */
async function promised(model: string, version = NEW, directory = home) {
  const folder = await folderOf(directory);
  const deletion = deletionOf((await folder.store()).tags, modelName(model), version);
  if (!deletion) return undefined;
  return { freed: await folder.sizeOf(deletion.freed), leftBehind: await folder.sizeOf(deletion.leftBehind) };
}

const blobsIn = (directory: string): ReadonlyMap<string, number> =>
  new Map(
    readdirSync(path.join(directory, "blobs")).map((name) => [
      name.replace("-", ":"),
      statSync(path.join(directory, "blobs", name)).size,
    ]),
  );

/** The blobs of one recorded folder that another does not have. */
function goneBetween(before: string, after: string): ReadonlyMap<string, number> {
  const [first, second] = ["before", "after"].map((name) => path.join(home, name));
  writeModelsFolder(first!, before);
  writeModelsFolder(second!, after);
  const left = blobsIn(second!);
  return new Map([...blobsIn(first!)].filter(([digest]) => !left.has(digest)));
}

const sum = (sizes: Iterable<number>): number => [...sizes].reduce((total, size) => total + size, 0);

const GHOSTS = {
  charger: "llamacpp:7ab3f273f8d65d4414551e5ca8a3b1f64a7104262ac93ce2aea99b7105c4b0f5",
  pulled: "llamacpp:db856bf4a05bc855f0474d6fad11206b8bdb3d432debf84d57b53673f1172bc4",
};
const ORIGINAL = "sha256:389aca4837db1d2512e7dd94bfffe6ac2ea4b3e1ee372935d17e2e2dd1be5535";

describe("what deleting frees", () => {
  it.each([
    ["migrate-disk-second-name", "charger", "converted-disk-deleted"],
    ["converted-disk-deleted", "127.0.0.1:5501/stable/charger", "converted-disk-deleted-both"],
    ["converted-disk-deleted-both", GHOSTS.pulled, "ghost-disk-deleted"],
  ])("is what Ollama freed: %s without %s is %s", async (before, model, after) => {
    const gone = goneBetween(before, after);
    expect((await promised(model, NEW, path.join(home, "before")))?.freed).toBe(sum(gone.values()));
  });

  it("is nothing for a model that Ollama 0.40 has copied", async () => {
    writeModelsFolder(home, "disk-models");
    for (const copy of ["pony", "foal:tiny", "me/shire:28m", "127.0.0.1:5501/stable/shire"])
      expect(await promised(copy), copy).toEqual({ freed: 0, leftBehind: 0 });
    expect((await promised("x"))?.freed).toBeLessThan(2_000);
  });

  it("is the same if the tags are copies and not links, as on Windows", async () => {
    const [links, copies] = ["links", "copies"].map((name) => path.join(home, name));
    writeModelsFolder(links!, "migrate-disk-converted");
    writeModelsFolder(copies!, "migrate-disk-converted", "copies");
    const both = await Promise.all([links, copies].map((one) => promised("charger", NEW, one)));
    expect(both[0]).toEqual(both[1]);
    expect(both[0]?.freed).toBeGreaterThan(464);
  });

  it("is the original of a converted model, as long as the converted weights have a name", async () => {
    writeModelsFolder(home, "migrate-disk-converted");
    rmSync(path.join(home, "manifests/127.0.0.1:5501/stable/charger/latest")); // another name of the original
    expect(await promised("charger")).toEqual({
      freed: 19_641_888 + 481 + 886 + 464,
      leftBehind: 19_642_016 + 482 + 962,
    });
  });

  it("counts a name of which only the older layout knows, too", async () => {
    writeModelsFolder(home, "migrate-disk-converted");
    expect((await promised("charger"))?.freed).toBeLessThan(2_000); // the original has another name
    expect((await promised("127.0.0.1:5501/stable/shire"))?.freed).toBeGreaterThan(50_939_008);
  });

  it("of an older Ollama follows from the older layout alone", async () => {
    writeModelsFolder(home, "downgrade-disk");
    rmSync(path.join(home, "manifests/127.0.0.1:5501/stable/charger/latest"));
    expect((await promised("charger", OLD))?.freed).toBe(19_641_888 + 481);
    expect((await promised("charger", NEW))?.freed).toBeLessThan(2_000); // a list still names the original
  });

  it("is known after the older Ollama has pruned what it did not know", async () => {
    writeModelsFolder(home, "again-disk");
    rmSync(path.join(home, "manifests/127.0.0.1:5501/stable/charger/latest"));
    expect((await promised("charger"))?.freed).toBe(19_641_888 + 481);
  });

  it.each(recordedFolders())(
    "can be told for every model of %s, and is never more than the folder has",
    async (name) => {
      writeModelsFolder(home, name);
      const folder = await folderOf();
      const { tags, isWhole } = await folder.store();
      expect(isWhole).toBe(true);
      const all = sum(blobsIn(home).values());
      for (const { name: model, layout } of tags) {
        const found = await promised(model, layout === "v2" ? NEW : OLD);
        expect(found!.freed + found!.leftBehind).toBeLessThanOrEqual(all);
      }
    },
  );
});

describe("deleting one manifest of a list", () => {
  it.each([
    ["the original of a converted model", ORIGINAL, "backup-disk"],
    ["converted weights that a model has", GHOSTS.pulled.replace("llamacpp", "sha256"), "ghost-only-disk"],
  ])("frees what Ollama freed: %s", async (_, digest, after) => {
    const gone = goneBetween("migrate-disk-second-name", after);
    const folder = await folderOf(path.join(home, "before"));
    const { tags } = await folder.store();
    const lists = new Set(tags.filter(({ layout }) => layout === "v2").map((tag) => tag.digest));
    const freed = freedWithManifest(tags, digest, NEW);
    expect(freed?.toSorted()).toEqual([...gone.keys()].filter((one) => !lists.has(one)).toSorted());
  });
});

describe("a random models folder", () => {
  let at = "";
  const blobPath = (of: string): string => blobFile(at, of);

  /** The blobs that the text of a manifest or a list leads to, as Ollama 0.40 follows it. */
  function reached(text: string): readonly string[] {
    const digests = [...text.matchAll(/sha256:[0-9a-f]{64}/g)].map(([found]) => found);
    const isList = isListText(text);
    const inner = digests.filter((one) => isList && existsSync(blobPath(one)));
    return [
      digestOfText(text),
      ...digests,
      ...inner.flatMap((one) => reached(readFileSync(blobPath(one), "utf8"))),
    ];
  }

  /** What Ollama 0.40 does: it removes every file of the name, and then those of its blobs that no other name reaches. */
  function deleteAsOllama(model: string, isPublic: boolean): number {
    const hostsOf = (layout: "v2" | "legacy") =>
      HOSTS[layout].filter((host) => host.startsWith("localhost") !== isPublic);
    const files = [
      ...hostsOf("v2").map((host) => path.join(at, "manifests-v2", host, "library", model, "latest")),
      ...hostsOf("legacy").map((host) => path.join(at, "manifests", host, "library", model, "latest")),
    ];
    const own = files
      .filter((file) => existsSync(file))
      .flatMap((file) => reached(readFileSync(file, "utf8")));
    for (const file of files) rmSync(file, { force: true });
    const kept = new Set<string>();
    for (const name of ["pony", "foal", "mule"])
      for (const hosts of [
        ["ollama.com", "registry.ollama.ai", "ollama.com"],
        ["localhost%3A5000", "localhost:5000"],
      ]) {
        const found = hosts
          .map((host, place) =>
            path.join(at, place === 0 ? "manifests-v2" : "manifests", host, "library", name, "latest"),
          )
          .find((file) => existsSync(file));
        if (found) for (const one of reached(readFileSync(found, "utf8"))) kept.add(one);
      }
    const gone = [...new Set(own)].filter((one) => !kept.has(one) && existsSync(blobPath(one)));
    const bytes = sum(gone.map((one) => statSync(blobPath(one)).size));
    for (const one of gone) rmSync(blobPath(one));
    return bytes;
  }

  it("promises what both layouts have of a name", async () => {
    at = path.join(home, "both");
    const tagOf = (layout: "v2" | "legacy", layer: number): WrittenTag => ({
      layout,
      host: 0,
      model: "pony",
      children: [{ layers: [layer], isHere: true }],
      isAnchor: false,
      isLink: true,
      hasConfig: false,
    });
    writeTags(at, [tagOf("v2", 6), tagOf("legacy", 7)]);
    const sizes = blobsIn(at);
    const layers = [6, 7].map((index) => sizes.get(digestOfText(layerText(index)))!);
    expect((await promised("pony", NEW, at))?.freed).toBeGreaterThan(sum(layers));
  });

  it("promises exactly what Ollama then frees, deletion after deletion", async () => {
    let run = 0;
    const property = fc.asyncProperty(
      fc.array(tagArbitrary, { minLength: 1, maxLength: 8 }),
      async (tags) => {
        at = path.join(home, `store-${run++}`);
        writeTags(at, tags);
        for (const model of ["pony", "foal", "mule"])
          for (const isPublic of [true, false]) {
            const found = await promised(isPublic ? model : `localhost:5000/library/${model}`, NEW, at);
            if (found) expect(found.freed).toBe(deleteAsOllama(model, isPublic));
          }
      },
    );
    await fc.assert(property, { numRuns: 100 });
  });
});
