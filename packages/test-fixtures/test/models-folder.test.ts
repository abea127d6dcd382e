import { lstatSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { recordedFolders, recording, writeModelsFolder } from "../src/index.ts";
import { isList, isObject, parseJson } from "../src/json.ts";
import { digestOf } from "../src/simulator/model/layers.ts";
import { folderFor } from "./support/temporary.ts";

describe("a recorded models folder", () => {
  it.for(recordedFolders())("%s is written with the recorded sizes, links and manifests", (name) => {
    const folder = folderFor();
    writeModelsFolder(folder, name);
    const recorded = recording("0.40-preview", name);
    if (recorded.kind !== "disk") throw new Error(`${name} is not a disk`);
    for (const { path, sizeBytes, linkTo } of recorded.files) {
      const file = lstatSync(join(folder, path));
      if (path.endsWith("/")) expect(file.isDirectory(), path).toBe(true);
      else if (linkTo === undefined) expect(file.size, path).toBe(sizeBytes);
      else expect(readlinkSync(join(folder, path)), path).toBe(linkTo);
    }
    for (const [path, manifest] of Object.entries(recorded.manifests)) {
      if (manifest === null) continue;
      const text = readFileSync(join(folder, path), "utf8");
      expect(parseJson(text), path).toEqual(manifest);
      const { linkTo } = recorded.files.find((file) => file.path === path) ?? {};
      if (linkTo !== undefined) expect(linkTo).toContain(digestOf(text).replace(":", "-"));
    }
  });

  it("has the children of its lists, each with the text of its digest", () => {
    const folder = folderFor();
    writeModelsFolder(folder, "disk-list-partial");
    const list = parseJson(
      readFileSync(join(folder, "manifests-v2/127.0.0.1%3A5501/stable/arabian/latest"), "utf8"),
    );
    const children = isObject(list) && isList(list.manifests) ? list.manifests.filter(isObject) : [];
    expect(children.map(({ runner }) => runner)).toEqual(["ggml", "llamacpp", "mlx"]);
    for (const { digest, runner } of children) {
      const file = typeof digest === "string" ? digest.replace(":", "-") : "";
      const text = readFileSync(join(folder, "blobs", file), "utf8");
      expect(digestOf(text)).toBe(digest);
      expect(parseJson(text)).toMatchObject({ runner });
    }
  });

  it("may have copies instead of links, as on Windows", () => {
    const folder = folderFor();
    writeModelsFolder(folder, "migrate-disk-converted", "copies");
    const tag = lstatSync(join(folder, "manifests-v2/ollama.com/library/charger/latest"));
    expect([tag.isFile(), tag.size]).toEqual([true, 464]);
  });

  it("takes almost no space, since its layers have no content", () => {
    const folder = folderFor();
    writeModelsFolder(folder, "migrate-disk-old");
    const weights = join(
      folder,
      "blobs/sha256-426bc5042de1d6b2ca62d83e3c885fde95d66319154ce07a97efb77534d9afc5",
    );
    expect(statSync(weights).size).toBe(50_939_008);
    expect(statSync(weights).blocks).toBeLessThan(100);
  });
});
