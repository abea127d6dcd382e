import { stat } from "node:fs/promises";
import * as path from "node:path";

/** The two folders of tags: the second one since Ollama 0.40 (docs/ollama.md §3, §8.1). */
export const LAYOUTS = [
  { layout: "legacy", directory: "manifests" },
  { layout: "v2", directory: "manifests-v2" },
] as const;

/** A digest, `sha256:…`, of a blob's name, and the other way round. */
export const BLOB = /^sha256-[0-9a-f]{64}$/;
export const digestOfBlob = (name: string): string => name.replace("-", ":");
export const blobOfDigest = (digest: string): string | undefined => {
  const name = digest.replace(":", "-");
  return BLOB.test(name) ? name : undefined;
};

/** An unfinished layer is a sparse file of its full length (docs/ollama.md §2.5), so its size says nothing. */
export const bytesOnDisk = ({ blocks, size }: { readonly blocks: number; readonly size: number }): number =>
  blocks > 0 ? Math.min(size, blocks * 512) : 0;

export const isFile = async (file: string): Promise<boolean> =>
  (await orUndefined(stat(file)))?.isFile() === true;

/** The folder itself, or the nearest one above it that exists. */
export async function nearestExisting(folder: string): Promise<string> {
  const parent = path.dirname(folder);
  return (await orUndefined(stat(folder))) || parent === folder ? folder : nearestExisting(parent);
}

export const orUndefined = <Value>(value: Promise<Value>): Promise<Value | undefined> =>
  value.catch(() => undefined);
