import type { BlobsFolder, StoredBlob } from "../disk/blobs-folder.ts";
import type { PartNote, UnfinishedLayer } from "../downloads/unfinished-layer.ts";
import type { ModelStore } from "../models/model-store.ts";
import type { ByteSource } from "../shared/byte-source.ts";
import type { ModelsFolder } from "../models/models-folder.port.ts";

/** A models folder whose contents a test sets. */
export class FakeFolder implements ModelsFolder {
  readonly path = "/models";
  /** Size of the partial file of a single layer, `sha256:a`; more layers are in `layers`. */
  partials = 0;
  layers: readonly UnfinishedLayer[] = [];
  installed: ModelStore = { tags: [], isWhole: true };
  /** Bytes by digest. */
  sizes: Readonly<Record<string, number>> = {};
  /** The error with which every change of files fails. */
  problem: string | undefined;
  readonly forgotten: (readonly string[])[] = [];
  readonly written: (readonly [string, readonly PartNote[]])[] = [];

  freeBytes = () => Promise.resolve(1e12);
  /** Complete blobs, and what else its folder of blobs holds. */
  blobs: readonly StoredBlob[] = [];
  isWritable = true;
  diskBytes = { totalBytes: 2e12, freeBytes: 1e12 };
  contents: () => Promise<BlobsFolder> = () =>
    Promise.resolve({
      blobs: this.blobs,
      others: [],
      disk: this.diskBytes,
      isWritable: this.isWritable,
    });
  async deleteBlobs(digests: readonly string[], writtenBeforeMs: number): Promise<number> {
    if (this.problem !== undefined) throw new Error(this.problem);
    const gone = this.blobs.filter(
      ({ digest, changedAtMs }) => digests.includes(digest) && changedAtMs < writtenBeforeMs,
    );
    this.blobs = this.blobs.filter((blob) => !gone.includes(blob));
    return gone.reduce((sum, { freesBytes }) => sum + freesBytes, 0);
  }
  store = () => Promise.resolve(this.installed);
  missing = (digests: readonly string[]) =>
    Promise.resolve(digests.filter((one) => !this.blobs.some(({ digest }) => digest === one)));
  sizeOf = (digests: readonly string[]) =>
    Promise.resolve(digests.reduce((sum, digest) => sum + (this.sizes[digest] ?? 0), 0));
  /** The content of layers, by digest. */
  texts: Readonly<Record<string, string>> = {};
  openBlob = (digest: string): Promise<ByteSource | undefined> => {
    const bytes = this.#bytesOf(digest);
    return Promise.resolve(
      bytes && {
        sizeBytes: bytes.length,
        async *bytes() {
          yield bytes;
        },
      },
    );
  };
  textOf = (digest: string) => Promise.resolve(this.texts[digest]);
  manifestText = (digest: string) => Promise.resolve(this.texts[digest]);
  /** Its file system cannot share content between files. */
  clone: ModelsFolder["clone"] = () => Promise.resolve(undefined);
  #bytesOf(digest: string): Uint8Array | undefined {
    const text = this.texts[digest];
    return text === undefined ? undefined : Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  }
  unfinished = (): Promise<readonly UnfinishedLayer[]> =>
    Promise.resolve([
      ...(this.partials > 0 ? [unfinishedLayer("sha256:a", this.partials)] : []),
      ...this.layers,
    ]);
  async writeNotes(digest: string, notes: readonly PartNote[]): Promise<void> {
    if (this.problem !== undefined) throw new Error(this.problem);
    this.written.push([digest, notes]);
    this.layers = this.layers.map((layer) =>
      layer.digest === digest
        ? { ...layer, notes: layer.notes.map((file) => ({ ...file, ...findNote(notes, file.part) })) }
        : layer,
    );
  }
  async forgetPartials(
    digests: readonly string[],
    writtenBeforeMs = Number.POSITIVE_INFINITY,
  ): Promise<number> {
    if (this.problem !== undefined) throw new Error(this.problem);
    this.forgotten.push(digests);
    const gone = (await this.unfinished()).filter(
      ({ digest, changedAtMs }) => digests.includes(digest) && changedAtMs < writtenBeforeMs,
    );
    this.layers = this.layers.filter((layer) => !gone.includes(layer));
    if (digests.includes("sha256:a")) this.partials = 0;
    return gone.reduce((sum, { diskBytes }) => sum + diskBytes, 0);
  }
}

function findNote(notes: readonly PartNote[], part: number): { readonly note?: PartNote } {
  const note = notes.find((one) => one.part === part);
  return note ? { note } : {};
}

/** A layer without notes that was written long ago, of which this many bytes are on the disk. */
export const unfinishedLayer = (digest: string, diskBytes: number): UnfinishedLayer => ({
  digest,
  fetched: "in-parts",
  lengthBytes: diskBytes,
  dataBytes: diskBytes,
  diskBytes,
  notes: [],
  changedAtMs: -1e6,
  notedAtMs: 0,
});
