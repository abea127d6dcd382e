import { lastValueFrom } from "rxjs";
import { expect, it } from "vitest";
import type { ModelsFolder } from "../models/models-folder.port.ts";
import { fakeManifest, fakePorts, modelName } from "../testing/index.ts";
import { FakeFolder, unfinishedLayer } from "../testing/fake-folder.ts";
import { previewDownload } from "./preview-download.source.ts";

const pony = modelName("pony");

/** A folder with this many noted bytes of unfinished layers of 2,000 bytes, and of free space. */
function folderWith(partials: Readonly<Record<string, number>>, freeBytes: number): ModelsFolder {
  const folder = new FakeFolder();
  folder.freeBytes = async () => freeBytes;
  folder.layers = Object.entries(partials).map(([digest, completed]) => ({
    ...unfinishedLayer(digest, 2_000),
    notes: [{ part: 0, note: { part: 0, offset: 0, size: 2_000, completed } }],
  }));
  return folder;
}

function previewOf(folder: ModelsFolder | undefined) {
  const { ollama, manifests, target$ } = fakePorts();
  ollama.appear();
  ollama.blobs = new Set(["sha256:template"]);
  manifests.set(pony, fakeManifest({ weights: 2_000, template: 10 }));
  const { value: target } = target$;
  if (target.kind !== "host") throw new Error("no host");
  return lastValueFrom(
    previewDownload({ ...target.hostPorts, version: "0.33.0", folder: async () => folder }, pony),
  );
}

it("an interrupted download needs space only for the rest", async () => {
  const partials = { "sha256:weights": 1_500, "sha256:other": 9_000 };
  expect(await previewOf(folderWith(partials, 600))).toMatchObject({
    totalBytes: 2_010,
    missingBytes: 500,
    freeBytes: 600,
    isComplete: true,
  });
});

it("does not count the data of a broken part, nor what a pull would not find again", async () => {
  const broken = { ...unfinishedLayer("sha256:weights", 1_900), lengthBytes: 2_000, notes: [{ part: 0 }] };
  const folder = new FakeFolder();
  folder.layers = [broken];
  expect(await previewOf(folder)).toMatchObject({ missingBytes: 2_000 });
  folder.layers = [{ ...broken, notes: [] }];
  expect(await previewOf(folder)).toMatchObject({ missingBytes: 2_000 });
});

it("the missing bytes are those of the missing layers if the folder is out of reach", async () => {
  const preview = await previewOf(undefined);
  expect(preview).toMatchObject({ totalBytes: 2_010, missingBytes: 2_000, isComplete: true });
  expect(preview).not.toHaveProperty("freeBytes");
});
