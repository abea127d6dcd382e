/** A complete blob: a layer, a configuration or a manifest. */
export type StoredBlob = {
  /** `sha256:…` */
  readonly digest: string;
  readonly sizeBytes: number;
  /** What deleting it frees: nothing if another file shares its content. */
  readonly freesBytes: number;
  /** When it was last written (milliseconds since 1970). */
  readonly changedAtMs: number;
};

/** What a folder of blobs holds besides the partial files of downloads. */
export type BlobsFolder = {
  readonly blobs: readonly StoredBlob[];
  /** Files with other names: those of uploads that go on, for example (docs/ollama.md §1.6). */
  readonly others: readonly { readonly changedAtMs: number }[];
  /** The disk that it is on. */
  readonly disk: { readonly totalBytes: number; readonly freeBytes: number };
  /** Whether our user may delete files here. */
  readonly isWritable: boolean;
};
