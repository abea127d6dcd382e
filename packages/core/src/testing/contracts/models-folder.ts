import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import type { PartNote } from "../../downloads/unfinished-layer.ts";
import type { ModelsFolder } from "../../models/models-folder.port.ts";
import type { Contract } from "./contract.ts";

/** An empty models folder, and an Ollama that writes into it. */
export type ModelsFolderWorld = {
  readonly folder: ModelsFolder;
  /** Leaves an unfinished layer of so many bytes, with the note of each of its parts, or an empty one. */
  leave(digest: string, lengthBytes: number, notes: readonly (PartNote | "empty")[]): Promise<void>;
  /** Adds a complete layer. */
  addBlob(digest: string, sizeBytes: number): Promise<void>;
  /** Adds a complete layer that holds a text. */
  addText(digest: string, content: string): Promise<void>;
};

const [first, second, third] = [digestOf("a"), digestOf("b"), digestOf("c")] as const;
const TEXT_DIGEST = `sha256:${createHash("sha256").update("text").digest("hex")}`;
const LENGTH = 200_000;
const note = (part: number, completed: number): PartNote => ({
  part,
  offset: part * (LENGTH / 2),
  size: LENGTH / 2,
  completed,
});

/** What every `ModelsFolder` promises. */
export const modelsFolderContract: Contract<ModelsFolderWorld> = [
  {
    name: "is empty, and whole, at first",
    async keep({ folder }) {
      assert.deepEqual(await folder.store(), { tags: [], isWhole: true });
      assert.deepEqual(await folder.unfinished(), []);
      assert.ok((await folder.freeBytes()) > 0);
    },
  },
  {
    name: "tells of each unfinished layer with its notes, also of those that are empty",
    async keep({ folder, leave }) {
      await leave(first, LENGTH, [note(0, 500), "empty"]);
      await leave(second, LENGTH, []);
      assert.deepEqual(await layersIn(folder), [
        [first, LENGTH, [{ part: 0, note: note(0, 500) }, { part: 1 }]],
        [second, LENGTH, []],
      ]);
    },
  },
  {
    name: "writes notes anew, and no others",
    async keep({ folder, leave }) {
      await leave(first, LENGTH, [note(0, 500), "empty"]);
      await leave(second, LENGTH, ["empty"]);
      await folder.writeNotes(first, [note(1, 0)]);
      assert.deepEqual(await layersIn(folder), [
        [
          first,
          LENGTH,
          [
            { part: 0, note: note(0, 500) },
            { part: 1, note: note(1, 0) },
          ],
        ],
        [second, LENGTH, [{ part: 0 }]],
      ]);
    },
  },
  {
    name: "deletes the unfinished layers that are named, and tells the bytes that this frees",
    async keep({ folder, leave, addBlob }) {
      await leave(first, LENGTH, [note(0, 500)]);
      await leave(second, LENGTH, []);
      await addBlob(third, 5_000);
      const expected = (await folder.unfinished()).find(({ digest }) => digest === first)?.diskBytes;
      assert.equal(await folder.forgetPartials([first, third]), expected);
      assert.equal(await folder.forgetPartials([first, third]), 0);
      assert.deepEqual(await layersIn(folder), [[second, LENGTH, []]]);
      assert.equal(await folder.sizeOf([third]), 5_000);
    },
  },
  {
    name: "keeps all files of an unfinished layer that was written after the given moment",
    async keep({ folder, leave }) {
      await leave(first, LENGTH, [note(0, 500)]);
      const [layer] = await folder.unfinished();
      assert.ok(layer);
      assert.equal(await folder.forgetPartials([first], layer.changedAtMs), 0);
      assert.equal((await folder.unfinished()).length, 1);
      assert.ok((await folder.forgetPartials([first], layer.changedAtMs + 1)) > 0);
    },
  },
  {
    name: "tells of each complete blob, and of the disk that it is on",
    async keep({ folder, leave, addBlob }) {
      await leave(first, LENGTH, [note(0, 500)]);
      await addBlob(second, 5_000);
      const { blobs, disk, isWritable } = await folder.contents();
      assert.deepEqual(
        blobs.map(({ digest, sizeBytes, freesBytes }) => [digest, sizeBytes, freesBytes]),
        [[second, 5_000, 5_000]],
      );
      assert.ok(disk.totalBytes >= disk.freeBytes && disk.freeBytes > 0);
      assert.equal(isWritable, true);
    },
  },
  {
    name: "deletes the blobs that are named and older than the given moment, and tells the bytes that this frees",
    async keep({ folder, leave, addBlob }) {
      await leave(first, LENGTH, []);
      await addBlob(second, 5_000);
      await addBlob(third, 700);
      const [blob] = (await folder.contents()).blobs;
      assert.ok(blob);
      const later = blob.changedAtMs + 60_000;
      assert.equal(await folder.deleteBlobs([second], blob.changedAtMs - 60_000), 0);
      assert.equal(await folder.deleteBlobs([first, second, "sha256:../../x"], later), 5_000);
      const { blobs } = await folder.contents();
      assert.deepEqual(
        blobs.map(({ digest }) => digest),
        [third],
      );
      assert.equal((await folder.unfinished()).length, 1);
    },
  },
  {
    name: "tells which blobs are not there, also those of which only a part is",
    async keep({ folder, leave, addBlob }) {
      assert.deepEqual(await folder.missing([first]), [first]);
      await addBlob(first, 5_000);
      await leave(second, LENGTH, []);
      assert.deepEqual(await folder.missing([first, second, third]), [second, third]);
    },
  },
  {
    name: "gives out the bytes of a complete layer as often as they are asked for, and of no other",
    async keep({ folder, leave, addBlob, addText }) {
      await addBlob(first, 5_000);
      await addText(TEXT_DIGEST, "text");
      await leave(second, LENGTH, []);
      const blob = await folder.openBlob(first);
      for (const bytes$ of [blob?.bytes(), blob?.bytes()]) {
        let length = 0;
        for await (const bytes of bytes$ ?? []) length += bytes.length;
        assert.deepEqual([blob?.sizeBytes, length], [5_000, 5_000]);
      }
      assert.equal(await folder.textOf(TEXT_DIGEST), "text");
      for (const missing of [second, third, "sha256:../../x"]) {
        assert.equal(await folder.openBlob(missing), undefined);
        assert.equal(await folder.textOf(missing), undefined);
      }
    },
  },
  {
    name: "knows the size of complete layers, and counts none for those that are not here",
    async keep({ folder, addBlob }) {
      await addBlob(first, 5_000);
      await addBlob(second, 700);
      assert.equal(await folder.sizeOf([first, second, third]), 5_700);
      assert.equal(await folder.sizeOf([]), 0);
    },
  },
];

function digestOf(letter: string): string {
  return `sha256:${letter.repeat(64)}`;
}

const layersIn = async (folder: ModelsFolder) =>
  (await folder.unfinished())
    .map(({ digest, lengthBytes, notes }) => [digest, lengthBytes, notes] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
