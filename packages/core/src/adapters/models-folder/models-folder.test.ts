import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { afterEach, beforeEach, describe, it } from "vitest";
import { modelsFolderContract, type ModelsFolderWorld } from "../../testing/contracts/index.ts";
import { FakeFolder, unfinishedLayer } from "../../testing/fake-folder.ts";
import { modelFiles } from "./model-files.ts";

let home = "";
beforeEach(async () => void (home = await mkdtemp(path.join(tmpdir(), "paddock-folder-"))));
afterEach(() => rm(home, { recursive: true }));

async function openRealWorld(): Promise<ModelsFolderWorld> {
  const logger = { info: () => {}, warn: () => {} };
  const files = modelFiles({ environment: () => ({ OLLAMA_MODELS: home }), logger });
  await mkdir(path.join(home, "blobs"));
  const write = (digest: string, ending: string, text: string): Promise<void> =>
    writeFile(path.join(home, "blobs", `${digest.replace(":", "-")}${ending}`), text);
  return {
    folder: (await files.locate({ isOurs: true, blobFiles: [] }))!,
    async leave(digest, lengthBytes, notes) {
      await write(digest, "-partial", "x".repeat(lengthBytes));
      for (const [part, note] of notes.entries()) {
        const text =
          note === "empty"
            ? ""
            : `{"N":${note.part},"Offset":${note.offset},"Size":${note.size},"Completed":${note.completed}}\n`;
        await write(digest, `-partial-${part}`, text);
      }
    },
    addBlob: (digest, sizeBytes) => write(digest, "", "x".repeat(sizeBytes)),
    addText: (digest, content) => write(digest, "", content),
  };
}

async function openFakeWorld(): Promise<ModelsFolderWorld> {
  const folder = new FakeFolder();
  return {
    folder,
    async leave(digest, lengthBytes, notes) {
      const files = notes.map((note, part) => (note === "empty" ? { part } : { part, note }));
      folder.layers = [...folder.layers, { ...unfinishedLayer(digest, lengthBytes), notes: files }];
    },
    async addBlob(digest, sizeBytes) {
      folder.sizes = { ...folder.sizes, [digest]: sizeBytes };
      folder.texts = { ...folder.texts, [digest]: "x".repeat(sizeBytes) };
      const blob = { digest, sizeBytes, freesBytes: sizeBytes, changedAtMs: Date.now() };
      folder.blobs = [...folder.blobs, blob];
    },
    async addText(digest, content) {
      folder.texts = { ...folder.texts, [digest]: content };
    },
  };
}

describe.each([
  ["on a disk", openRealWorld],
  ["as a fake", openFakeWorld],
])("a models folder %s", (_which, open) => {
  for (const { name, keep } of modelsFolderContract) it(name, async () => keep(await open()));
});
