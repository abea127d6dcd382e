import { createHash } from "node:crypto";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { modelFiles } from "./model-files.ts";

let home = "";
beforeEach(async () => void (home = await mkdtemp(path.join(tmpdir(), "paddock-odd-"))));
afterEach(() => rm(home, { recursive: true }));

async function folderOf() {
  const logger = { info: () => {}, warn: () => {} };
  const files = modelFiles({ environment: () => ({ OLLAMA_MODELS: home }), logger });
  const folder = await files.locate({ isOurs: true, blobFiles: [] });
  return folder!;
}

describe("a models folder with odd files", () => {
  const digestOf = (text: string): string => createHash("sha256").update(text).digest("hex");

  function tag(layout: string, name: string, text: string, link?: string): void {
    const file = path.join(home, layout, name);
    mkdirSync(path.dirname(file), { recursive: true });
    if (link === undefined) writeFileSync(file, text);
    else symlinkSync(link, file);
  }

  it("is not followed out of its blobs", async () => {
    mkdirSync(path.join(home, "blobs"));
    const text = JSON.stringify({
      layers: [{ digest: `sha256:${"a".repeat(64)}` }, { digest: "../../../etc/passwd" }],
    });
    const outside = path.join(home, `sha256-${digestOf(text)}`);
    writeFileSync(outside, text);
    tag("manifests-v2", "ollama.com/library/out/latest", "", outside);
    tag("manifests-v2", "ollama.com/library/up/latest", "", `../../../../blobs/../${path.basename(outside)}`);
    symlinkSync(outside, path.join(home, "blobs", path.basename(outside)));
    tag("manifests-v2", "ollama.com/library/twice/latest", "", `../../../../blobs/${path.basename(outside)}`);
    tag("manifests-v2", "ollama.com/library/lies/latest", "", `../../../../blobs/sha256-${"b".repeat(64)}`);
    writeFileSync(path.join(home, "blobs", `sha256-${"b".repeat(64)}`), text);
    expect((await (await folderOf()).store()).tags).toEqual([]);
  });

  it("does not tell of all its models if a link hides some, so that no number is promised", async () => {
    mkdirSync(path.join(home, "blobs"));
    tag("manifests", "registry.ollama.ai/library/far/latest", "", "/somewhere/else");
    expect((await (await folderOf()).store()).isWhole).toBe(false);
  });

  const LIST = (...children: readonly string[]): string =>
    JSON.stringify({
      mediaType: "application/vnd.ollama.manifest.list.v2+json",
      manifests: children.map((child) => ({ digest: `sha256:${child}` })),
    });

  it.each(["a tag", "a manifest of a list"])(
    "does not tell of all its models if the system cannot read %s",
    async (what) => {
      const digest = digestOf("{}");
      symlinkSync("blobs", path.join(home, "blobs")); // a link to itself
      if (what === "a tag")
        tag("manifests-v2", "ollama.com/library/a/latest", "", `../../../../blobs/sha256-${digest}`);
      else tag("manifests-v2", "ollama.com/library/a/latest", LIST(digest));
      expect((await (await folderOf()).store()).isWhole).toBe(false);
    },
  );

  it("loses only the manifest of a list that is none, or is not here", async () => {
    mkdirSync(path.join(home, "blobs"));
    const layer = `sha256:${"a".repeat(64)}`;
    const texts = [JSON.stringify({ layers: [{ digest: layer }] }), "{"];
    for (const text of texts) writeFileSync(path.join(home, "blobs", `sha256-${digestOf(text)}`), text);
    tag("manifests-v2", "ollama.com/library/a/latest", LIST(...texts.map(digestOf), "b".repeat(64)));
    const { tags, isWhole } = await (await folderOf()).store();
    expect(isWhole).toBe(true);
    expect(tags.map(({ manifests }) => manifests.map(({ blobs }) => blobs))).toEqual([[[layer]]]);
  });
});
