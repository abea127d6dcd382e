import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { writeModelsFolder } from "@paddock/test-fixtures";
import { firstValueFrom, of, toArray } from "rxjs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Spare } from "../../models/models-events.ts";
import { weighModels } from "../../models/weigh-models.source.ts";
import { FakeClock } from "../../testing/index.ts";
import { modelFiles } from "./model-files.ts";

let home = "";
beforeEach(async () => void (home = await mkdtemp(path.join(tmpdir(), "paddock-backups-"))));
afterEach(() => rm(home, { recursive: true }));

const logger = { info: () => {}, warn: () => {} };

/** What the folder has to spare, as it is shown. */
async function weighed(version = "0.40.2"): Promise<Spare> {
  const clock = new FakeClock();
  const files = modelFiles({ environment: () => ({ OLLAMA_MODELS: home }), logger });
  const weighed$ = weighModels({
    folder: () => files.locate({ isOurs: true, blobFiles: [] }),
    version: () => version,
    known: () => undefined,
    changed$: of(undefined),
    clock,
    logger,
  });
  const weighing = firstValueFrom(weighed$.pipe(toArray()));
  clock.increment(1_000);
  const [reading] = await weighing;
  return reading?.spare ?? { backups: [], leftovers: [] };
}

const ORIGINAL = "389aca4837db1d2512e7dd94bfffe6ac2ea4b3e1ee372935d17e2e2dd1be5535";
const GHOST = "llamacpp:7ab3f273f8d65d4414551e5ca8a3b1f64a7104262ac93ce2aea99b7105c4b0f5";
const OTHER_GHOST = "llamacpp:db856bf4a05bc855f0474d6fad11206b8bdb3d432debf84d57b53673f1172bc4";

describe("the backups that an upgrade has left", () => {
  it("are known with their size and all the names that share them", async () => {
    writeModelsFolder(home, "migrate-disk-second-name");
    expect((await weighed()).backups).toEqual([
      {
        digest: ORIGINAL,
        models: ["127.0.0.1:5501/stable/charger:latest", "charger:latest"],
        sizeBytes: 19_641_888 + 481 + 886,
      },
    ]);
  });

  it("are those of a copy of such a model, too", async () => {
    writeModelsFolder(home, "migrate-disk-second-name");
    const tags = path.join(home, "manifests-v2", "ollama.com", "library");
    mkdirSync(path.join(tags, "copy"));
    cpSync(path.join(tags, "charger", "latest"), path.join(tags, "copy", "latest"), {
      verbatimSymlinks: true,
    });
    expect((await weighed()).backups[0]?.models).toContain("copy:latest");
  });

  it("are known with anchors that name manifests as if they were layers, which are none", async () => {
    writeModelsFolder(home, "migrate-disk-second-name");
    const before = await weighed();
    const type = "application/vnd.docker.distribution.manifest.v2+json";
    for (const host of ["registry.ollama.ai/library", "127.0.0.1:5501/stable"]) {
      const anchor = path.join(home, "manifests", host, "charger", "latest");
      const text = readFileSync(anchor, "utf8");
      const layer = `{"mediaType":"${type}","digest":"sha256:${ORIGINAL}","size":886},`;
      writeFileSync(anchor, text.replace('"layers":[', `"layers":[${layer}`));
    }
    expect(await weighed()).toEqual(before);
    expect(before.backups).toHaveLength(1);
  });

  it.each([
    ["disk-list-two", "a list that was pulled"],
    ["disk-list-deleted", "a list that a person made"],
    ["backup-disk", "a backup that was deleted"],
    ["ghost-only-disk", "an original that another name still needs"],
    ["migrate-disk-opened", "models that are not converted"],
    ["again-disk", "lists that an older Ollama has pruned"],
  ])("are none in %s: %s", async (name) => {
    writeModelsFolder(home, name);
    expect((await weighed()).backups).toEqual([]);
  });

  it("are none if a tag names the original itself, since deleting it would take that model, too", async () => {
    writeModelsFolder(home, "migrate-disk-second-name");
    const tags = path.join(home, "manifests-v2", "ollama.com", "library", "mine");
    mkdirSync(tags);
    symlinkSync(`../../../../blobs/sha256-${ORIGINAL}`, path.join(tags, "latest"));
    expect((await weighed()).backups).toEqual([]);
  });

  it("are nothing that an older Ollama could free", async () => {
    writeModelsFolder(home, "downgrade-disk");
    expect(await weighed("0.33.0")).toMatchObject({ backups: [] });
    expect((await weighed("0.40.0")).backups).toHaveLength(1);
  });
});

describe("the converted weights that a deleted model has left behind", () => {
  it("are known with what deleting them frees", async () => {
    writeModelsFolder(home, "twice-disk-deleted");
    const { leftovers } = await weighed();
    expect(leftovers).toEqual([{ model: GHOST, sizeBytes: expect.any(Number) }]);
    expect(leftovers[0]?.sizeBytes).toBe(19_642_016 + 482 + 962 + 107 + 3_673 + 18);
  });

  it("free their content only with the last of them", async () => {
    writeModelsFolder(home, "converted-disk-deleted-both");
    const { leftovers } = await weighed();
    expect(leftovers.map(({ model }) => model).toSorted()).toEqual([GHOST, OTHER_GHOST]);
    expect(leftovers.every(({ sizeBytes }) => sizeBytes < 2_000)).toBe(true);
  });

  it("are none while a model has them", async () => {
    writeModelsFolder(home, "migrate-disk-converted");
    expect((await weighed()).leftovers).toEqual([]);
  });
});
