import type { ModelName } from "./model-name.ts";

/** A layer as its manifest names it. */
export type StoredLayer = {
  readonly mediaType: string;
  /** `sha256:…` */
  readonly digest: string;
  readonly sizeBytes: number;
};

/** A manifest whose text is on the disk: what a tag names, or a child of the list that a tag names. */
export type StoredManifest = {
  /** `sha256:…` of its text. Since Ollama 0.40 this is also a blob; before that, only the tag holds the text. */
  readonly digest: string;
  /** The program that it is for; absent in what Ollama before 0.40 wrote. */
  readonly runner?: string;
  /** Digests of its configuration and its layers. */
  readonly blobs: readonly string[];
  readonly layers: readonly StoredLayer[];
  readonly configDigest?: string;
  /** Digests of the manifests that an anchor names as if they were layers (docs/ollama.md §8.1). */
  readonly anchored: readonly string[];
};

/** A tag on the disk. */
export type StoredTag = {
  readonly name: ModelName;
  /** The layout of Ollama 0.40 (`manifests-v2/`), or the older one (`manifests/`). */
  readonly layout: "v2" | "legacy";
  /** `sha256:…` of what it names: a manifest or a list. */
  readonly digest: string;
  /** The manifest, or those children of the list that are here. */
  readonly manifests: readonly StoredManifest[];
  /** Digests of those children of the list that are not here, or cannot be read. */
  readonly missing?: readonly string[];
};

/** What is installed, by the files of the models folder. */
export type ModelStore = {
  readonly tags: readonly StoredTag[];
  /** False if a part could not be read, so that there may be more models than these. */
  readonly isWhole: boolean;
  /** Whether a tag or a child is no manifest that is understood: what it needs is unknown (docs/ollama.md §8.1). */
  readonly hasUnknown?: true;
};

export const isList = ({ digest, manifests }: StoredTag): boolean =>
  manifests.length !== 1 || manifests[0]?.digest !== digest;
