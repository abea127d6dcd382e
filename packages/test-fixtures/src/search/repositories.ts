import { createHash } from "node:crypto";
import type { Json, JsonObject } from "../json.ts";

/** A repository of Hugging Face, with what a search for GGUF files needs. */
export type HubRepository = {
  /** `user/repository`. */
  readonly id: string;
  readonly files: readonly HubFile[];
  readonly downloads?: number;
  readonly likes?: number;
  /** `gguf` is always added. */
  readonly tags?: readonly string[];
  /** Requires an account, and the approval of the owner. */
  readonly gated?: false | "auto" | "manual";
  readonly lastModified?: string;
  /** From the header of its GGUF file. */
  readonly gguf?: { readonly total: number; readonly architecture: string; readonly contextLength: number };
};

export type HubFile = { readonly name: string; readonly sizeBytes: number };

/** All tags of a repository, to which the filter of a search applies. */
export function tagsOf({ tags = [] }: HubRepository): readonly string[] {
  return ["gguf", ...tags.filter((tag) => tag !== "gguf"), "endpoints_compatible", "region:us"];
}

/** An item of a list. Some fields are only sent with `full`. */
export function toListed(repository: HubRepository, isFull: boolean): JsonObject {
  const { id, downloads = 0, likes = 0, gated = false, files } = repository;
  return {
    _id: hexOf(id, 24),
    id,
    ...(isFull && {
      author: id.split("/")[0] ?? "",
      gated,
      lastModified: lastModifiedOf(repository),
    }),
    likes,
    trendingScore: 0,
    private: false,
    ...(isFull && { sha: hexOf(`commit of ${id}`, 40) }),
    downloads,
    tags: tagsOf(repository),
    pipeline_tag: "text-generation",
    library_name: "gguf",
    createdAt: CREATED,
    modelId: id,
    ...(isFull && { siblings: files.map(({ name }) => ({ rfilename: name })) }),
  };
}

/** The details of a repository. With `blobs`, also the sizes and hashes of its files. */
export function toDetailed(repository: HubRepository, withBlobs: boolean): JsonObject {
  const { gguf, files } = repository;
  return {
    ...toListed(repository, true),
    disabled: false,
    ...(gguf && {
      gguf: { total: gguf.total, architecture: gguf.architecture, context_length: gguf.contextLength },
    }),
    siblings: files.map((file) => toSibling(file, withBlobs)),
    spaces: [],
    usedStorage: files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
  };
}

export function lastModifiedOf({ lastModified = CREATED }: HubRepository): string {
  return lastModified;
}

const CREATED = "2026-03-02T08:11:45.000Z";
/** The size of the pointer that git stores for a file in LFS. */
const POINTER_BYTES = 135;
const SMALL_BYTES = 10_000_000;

function toSibling({ name, sizeBytes }: HubFile, withBlobs: boolean): Json {
  if (!withBlobs) return { rfilename: name };
  const isBig = sizeBytes >= SMALL_BYTES || name.endsWith(".gguf");
  return {
    rfilename: name,
    blobId: hexOf(`blob ${name}`, 40),
    size: sizeBytes,
    ...(isBig && {
      lfs: { sha256: hexOf(`content ${name}`, 64), size: sizeBytes, pointerSize: POINTER_BYTES },
    }),
  };
}

function hexOf(text: string, digits: number): string {
  return createHash("sha256").update(text).digest("hex").slice(0, digits);
}
