import type { PartNote, UnfinishedLayer } from "../downloads/unfinished-layer.ts";
import type { BlobsFolder } from "../disk/blobs-folder.ts";
import type { ByteSource } from "../shared/byte-source.ts";
import type { FolderHint } from "./folder-hint.ts";
import type { ModelStore } from "./model-store.ts";

/** The readable files of an Ollama on this machine. Rejects with `PortError` only. */
export interface ModelFiles {
  /**
   * The models folder: that of an Ollama which we started, or the one that holds a file named by Ollama
   * (docs/ollama.md §1.3). `undefined` if it is unknown, or not on this machine.
   */
  locate(hint: FolderHint): Promise<ModelsFolder | undefined>;
  /**
   * The public key that identifies this Ollama to registries (docs/ollama.md §2.5). For an Ollama that we did not start,
   * it is searched next to the models folder. `undefined` if it does not exist or is not readable.
   */
  publicKey(hint: FolderHint): Promise<string | undefined>;
}

/** A file among the blobs that shares its content with another one, and is a blob once it is kept. */
export type ClonedFile = {
  readonly path: string;
  /** Makes it the blob with this digest, which must be that of its content. */
  keep(digest: string): Promise<void>;
  /** Deletes it, if it was not kept. Never rejects. */
  discard(): Promise<void>;
};

export interface ModelsFolder {
  readonly path: string;
  /** Free bytes on its disk. */
  freeBytes(): Promise<number>;
  /** The tags of both layouts. */
  store(): Promise<ModelStore>;
  /** Everything in its folder of blobs, whether a model needs it or not. */
  contents(): Promise<BlobsFolder>;
  /** Deletes complete blobs that were last written before that moment; resolves with the bytes freed. */
  deleteBlobs(digests: readonly string[], writtenBeforeMs: number): Promise<number>;
  /** Those of these blobs that are not in the folder, not even as a link. */
  missing(digests: readonly string[]): Promise<readonly string[]>;
  /** The bytes that deleting these blobs would free. */
  sizeOf(digests: readonly string[]): Promise<number>;
  /** A complete layer, for sending it; `undefined` if it is not here. */
  openBlob(digest: string): Promise<ByteSource | undefined>;
  /** The text of a layer that holds a text; `undefined` if it is not here, or too large for one. */
  textOf(digest: string): Promise<string | undefined>;
  /** The text of a manifest, by its digest; `undefined` if it is not here. */
  manifestText(digest: string): Promise<string | undefined>;
  /**
   * Puts a file among the blobs without a second copy of its content. `undefined` where the file system cannot do that,
   * or where the folder is not our user's.
   */
  clone(file: string): Promise<ClonedFile | undefined>;
  /** The layers whose download is unfinished. */
  unfinished(): Promise<readonly UnfinishedLayer[]>;
  /** Writes notes of an unfinished layer anew. */
  writeNotes(digest: string, notes: readonly PartNote[]): Promise<void>;
  /**
   * Deletes only the partial files of these layers; resolves with the bytes freed. A layer of which a file was written
   * after `writtenBeforeMs` keeps them all.
   */
  forgetPartials(digests: readonly string[], writtenBeforeMs?: number): Promise<number>;
}
