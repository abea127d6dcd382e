import { parseModelName, partsOf, type ModelName } from "../models/model-name.ts";
import type { StoredManifest } from "../models/model-store.ts";
import type { FileFailure } from "../shared/failure.ts";

/**
 * A file of an exported model. Such an archive has the layout of a models folder (docs/ollama.md §3), with the manifest at
 * its end, so that `tar -x` in a models folder installs it where there is no Paddock.
 */
export type ArchiveEntry = { readonly name: string; readonly offset: number; readonly sizeBytes: number };

export type ArchiveIndex = {
  readonly model: ModelName;
  readonly manifest: ArchiveEntry;
  /** By their digests, `sha256:…`. */
  readonly blobs: ReadonlyMap<string, ArchiveEntry>;
};

const BLOB = /^blobs\/sha256-([0-9a-f]{64})$/;

/** What an archive holds, by its entries; or why it is no exported model. */
export function indexOf(entries: readonly ArchiveEntry[]): ArchiveIndex | FileFailure {
  const blobs = new Map<string, ArchiveEntry>();
  const manifests: { readonly model: ModelName; readonly entry: ArchiveEntry }[] = [];
  for (const entry of entries) {
    const [, hex] = BLOB.exec(entry.name) ?? [];
    const model = hex === undefined ? modelOf(entry.name) : undefined;
    if (hex !== undefined && !blobs.has(`sha256:${hex}`)) blobs.set(`sha256:${hex}`, entry);
    else if (model) manifests.push({ model, entry });
    else return { kind: "archive-odd", entry: entry.name };
  }
  const [first, second] = manifests;
  if (!first) return { kind: "archive-cut-off" };
  return second
    ? { kind: "archive-odd", entry: second.entry.name }
    : { model: first.model, manifest: first.entry, blobs };
}

/** Whether the archive has every file of its model, in the length that the manifest says. */
export function isComplete({ blobs }: ArchiveIndex, manifest: StoredManifest): boolean {
  const hasSize = manifest.layers.every(
    ({ digest, sizeBytes }) => blobs.get(digest)?.sizeBytes === sizeBytes,
  );
  return hasSize && manifest.blobs.every((digest) => blobs.has(digest));
}

export const blobEntry = (digest: string): string => `blobs/${digest.replace(":", "-")}`;

export function manifestEntry(model: ModelName): string {
  const { host, namespace, model: name, tag } = partsOf(model);
  return ["manifests", host, namespace, name, tag].join("/");
}

function modelOf(name: string): ModelName | undefined {
  const [folder, host, namespace, model, tag, ...more] = name.split("/");
  if (folder !== "manifests" || tag === undefined || more.length > 0) return undefined;
  return parseModelName(`${host}/${namespace}/${model}:${tag}`);
}
