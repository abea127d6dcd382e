import { createHash } from "node:crypto";
import type { Json, JsonObject } from "../json.ts";

/** A repository of Hugging Face, as far as anybody asks who looks for a GGUF. */
export type HubRepository = {
  /** `user/repository`. */
  readonly id: string;
  readonly files: readonly HubFile[];
  readonly downloads?: number;
  readonly likes?: number;
  /** `gguf` is among them in any case. */
  readonly tags?: readonly string[];
  /** Needs an account, and the consent of its owner. */
  readonly gated?: false | "auto" | "manual";
  readonly lastModified?: string;
  /** What the header of its GGUF says. */
  readonly gguf?: { readonly total: number; readonly architecture: string; readonly contextLength: number };
};

/** A file of a repository. */
export type HubFile = { readonly name: string; readonly sizeBytes: number };

/** All tags of a repository, as the filter of a search sees them. */
export function tagsOf({ tags = [] }: HubRepository): readonly string[] {
  return ["gguf", ...tags.filter((tag) => tag !== "gguf"), "endpoints_compatible", "region:us"];
}

/** One item of a list: what is always told, and with `full` also the rest. */
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

/** All of one repository; with `blobs`, sizes and hashes of its files. */
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

/** When a repository was last changed. */
export function lastModifiedOf({ lastModified = CREATED }: HubRepository): string {
  return lastModified;
}

const CREATED = "2026-03-02T08:11:45.000Z";
/** Of a file that lies outside of git, the size of what stands for it there. */
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
