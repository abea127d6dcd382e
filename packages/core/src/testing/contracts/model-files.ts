import assert from "node:assert/strict";
import { lastValueFrom, toArray } from "rxjs";
import type { ModelFilesHere } from "../../model-files/model-files.port.ts";
import { toFailure } from "../../shared/failure.ts";
import type { Contract } from "./contract.ts";

/** Files of a person. */
export type ModelFilesWorld = {
  readonly files: ModelFilesHere;
  /** Adds a GGUF file; resolves with its path, its length and its digest. */
  addGguf(): Promise<{ readonly path: string; readonly sizeBytes: number; readonly digest: string }>;
  /** Adds a text that is called `.gguf`. */
  addText(): Promise<string>;
};

/** What every `ModelFilesHere` promises. */
export const modelFilesContract: Contract<ModelFilesWorld> = [
  {
    name: "sees a GGUF by what is in it",
    async keep({ files, addGguf, addText }) {
      const { path, sizeBytes } = await addGguf();
      assert.deepEqual(await files.look(path), { kind: "gguf", path, sizeBytes });
      assert.equal(await failureOf(files.look(await addText())), "no-model-file");
    },
  },
  {
    name: "says that a file is not there",
    async keep({ files }) {
      assert.equal(await failureOf(files.look("/no/such/file.gguf")), "file-unreadable");
      assert.equal(await failureOf(files.open("/no/such/file.gguf")), "file-unreadable");
      assert.equal(await failureOf(lastValueFrom(files.digest("/no/such/file.gguf"))), "file-unreadable");
    },
  },
  {
    name: "reads a file for its digest, and gives its bytes",
    async keep({ files, addGguf }) {
      const { path, sizeBytes, digest } = await addGguf();
      const news = await lastValueFrom(files.digest(path).pipe(toArray()));
      assert.deepEqual(news.slice(-2), [
        { kind: "read", bytes: sizeBytes },
        { kind: "digest", digest, sizeBytes },
      ]);
      const source = await files.open(path);
      let bytes = 0;
      for await (const part of source.bytes()) bytes += part.length;
      assert.deepEqual([source.sizeBytes, bytes], [sizeBytes, sizeBytes]);
    },
  },
];

const failureOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "none",
    (error: unknown) => toFailure(error).kind,
  );
