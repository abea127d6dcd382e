import { blobName } from "../blobs/blob-names.ts";
import type { Folder } from "../blobs/folder.ts";
import type { SimulatedLayer } from "../model/layers.ts";

/** The size of a blob, and the text of a small one. */
export type StoredBlob = { readonly sizeBytes: number; readonly isGguf?: boolean; readonly text?: string };

type Reach = ReadonlyMap<string, SimulatedLayer | undefined>;

/** The blobs: those that tags lead to, uploaded ones, and files that belong to no model yet. */
export class LayerBlobs {
  readonly #folder: Folder;
  readonly #reach: () => Reach;
  readonly #uploaded = new Map<string, StoredBlob>();
  /** Absent until it is asked for after a change. */
  #used: Reach | undefined;

  constructor(folder: Folder, reach: () => Reach) {
    this.#folder = folder;
    this.#reach = reach;
  }

  /** The digests that tags lead to. */
  used(): Reach {
    return (this.#used ??= this.#reach());
  }

  tagsChanged(): void {
    this.#used = undefined;
  }

  find(digest: string): StoredBlob | undefined {
    const layer = this.used().get(digest);
    if (layer !== undefined) return { ...layer, isGguf: layer.kind === "model" };
    return this.#uploaded.get(digest) ?? this.#stored(digest);
  }

  add(digest: string, blob: StoredBlob): void {
    this.#uploaded.set(digest, blob);
  }

  /** An upload that became a layer of a model. */
  claim(digest: string): void {
    this.#uploaded.delete(digest);
  }

  removeUnused(digest: string): void {
    this.#uploaded.delete(digest);
    if (this.used().has(digest) || this.#folder.find(blobName(digest)) === undefined) return;
    this.#folder.remove(blobName(digest));
  }

  /** Puts a file into the folder for each layer that tags lead to; one without a text takes no disk space. */
  putFiles(): void {
    for (const [digest, layer] of this.used()) {
      const name = blobName(digest);
      if (layer === undefined || this.#folder.find(name)) continue;
      if (layer.text === undefined) this.#folder.open(name, layer.sizeBytes).close();
      else this.#folder.write(name, layer.text);
    }
  }

  #stored(digest: string): StoredBlob | undefined {
    const file = this.#folder.find(blobName(digest));
    const text = file && this.#folder.read(file.name);
    return file && { sizeBytes: file.sizeBytes, ...(text !== undefined && { text }) };
  }
}
