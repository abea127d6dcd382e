import type { ModelName } from "./model-name.ts";
import type { PullLayer } from "../downloads/pull-progress.ts";

/** The files of an Ollama on this machine, as far as we may read them. Rejects with `PortError` only. */
export interface ModelFiles {
  /**
   * The folder in which the models are: that of an Ollama which we start, or the one that holds a file which Ollama has
   * named (docs/ollama.md §1.3). Nothing where it cannot be told, or is not of this machine.
   */
  locate(hint: FolderHint): Promise<ModelsFolder | undefined>;
  /**
   * The key by which a registry knows this Ollama: a public one (docs/ollama.md §2.5). That of an Ollama which we did not
   * start is looked for beside the folder of its models. Nothing where it is not there, or may not be read.
   */
  publicKey(hint: FolderHint): Promise<string | undefined>;
}

/** What is known of where the models folder is. */
export type FolderHint = {
  /** Whether the Ollama that runs was started by us. */
  readonly isOurs: boolean;
  /** Files that Ollama has named: `…/blobs/sha256-…`. */
  readonly blobFiles: readonly string[];
};

/** The folder in which an Ollama on this machine keeps its models. */
export interface ModelsFolder {
  readonly path: string;
  /** Bytes that are free on its disk. */
  freeBytes(): Promise<number>;
  /** The layers of every installed model. */
  installed(): Promise<ReadonlyMap<ModelName, readonly PullLayer[]>>;
  /** Bytes on the disk of what is unfinished of these layers. */
  partialBytes(digests: readonly string[]): Promise<number>;
  /** Deletes what is unfinished of these layers, and nothing else; tells how many bytes that has freed. */
  forgetPartials(digests: readonly string[]): Promise<number>;
}
