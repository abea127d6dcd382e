import { createHash } from "node:crypto";
import { lstat, readFile, readlink } from "node:fs/promises";
import * as path from "node:path";
import * as v from "valibot";
import type { StoredLayer, StoredManifest } from "../../models/model-store.ts";
import { PortError } from "../../shared/failure.ts";
import { countSchema } from "../ollama/foreign-schemas.ts";
import { parseJson } from "../ollama/http-answer.ts";
import { codeOf } from "../system/error-code.ts";
import { BLOB, blobOfDigest, digestOfBlob } from "./disk.ts";

/** A text of the models folder, and its digest. */
type ManifestFile = { readonly digest: string; readonly text: string };

/** A manifest of thousands of layers has less; a tag that names weights must not be read whole. */
const LARGEST_MANIFEST = 16_000_000;

/** What a file holds is no manifest, so Ollama cannot use it either. */
class NoManifest extends Error {}

/** Whether an error says that there is no manifest; if not, there may be one that could not be read. */
export const isNoManifest = (error: unknown): boolean =>
  error instanceof NoManifest || error instanceof PortError || isMissing(error);

export const isMissing = (error: unknown): boolean => codeOf(error) === "ENOENT";

/**
 * Reads the manifest or list that a tag holds, or to whose blob it links (docs/ollama.md §8.1). No other link is followed,
 * though Ollama before 0.40 does: then it rejects.
 */
export async function readTag(file: string, blobs: string): Promise<ManifestFile> {
  const stats = await lstat(file);
  if (!stats.isSymbolicLink()) return readManifestFile(file);
  const target = path.resolve(path.dirname(file), await readlink(file));
  const name = path.basename(target);
  if (path.dirname(target) !== blobs || !BLOB.test(name)) throw new Error("it is a link to somewhere else");
  return readManifestBlob(digestOfBlob(name), blobs);
}

/** Reads a manifest by its digest. Rejects if it is not here, or has another content. */
export async function readManifestBlob(digest: string, blobs: string): Promise<ManifestFile> {
  const name = blobOfDigest(digest);
  if (name === undefined) throw new NoManifest(`${digest} is not a digest`);
  const read = await readManifestFile(path.join(blobs, name));
  if (read.digest !== digest) throw new NoManifest(`${name} has another content`);
  return read;
}

async function readManifestFile(file: string): Promise<ManifestFile> {
  const stats = await lstat(file);
  if (stats.isSymbolicLink()) throw new Error("it is a link to somewhere else");
  if (!stats.isFile()) throw new NoManifest("it is not a file");
  if (stats.size > LARGEST_MANIFEST) throw new NoManifest("it is too large for a manifest");
  const bytes = await readFile(file);
  return {
    digest: `sha256:${createHash("sha256").update(bytes).digest("hex")}`,
    text: bytes.toString("utf8"),
  };
}

const LIST = "application/vnd.ollama.manifest.list.v2+json";
const MANIFESTS: ReadonlySet<string> = new Set([
  LIST,
  "application/vnd.docker.distribution.manifest.v2+json",
]);

/** Ollama accepts a manifest in which any of these is missing. A digest in it may be anything, and is checked on use. */
const layerSchema = v.object({
  mediaType: v.nullish(v.string()),
  digest: v.nullish(v.string()),
  size: v.nullish(v.fallback(countSchema, 0)),
});
type Layer = v.InferOutput<typeof layerSchema>;
const childSchema = v.object({ digest: v.nullish(v.string()), runner: v.nullish(v.string()) });
const manifestSchema = v.object({
  mediaType: v.nullish(v.string()),
  config: v.nullish(layerSchema),
  layers: v.nullish(v.array(layerSchema)),
  runner: v.nullish(v.string()),
  manifests: v.nullish(v.array(childSchema)),
});

export type ListedChild = { readonly digest: string; readonly runner?: string };

/** A manifest; or the children that a list names, which need not be here. */
type Parsed =
  | { readonly kind: "manifest"; readonly manifest: StoredManifest }
  | { readonly kind: "list"; readonly children: readonly ListedChild[] };

/** Throws `PortError` if the text is neither. */
export function parseManifest({ digest, text }: ManifestFile): Parsed {
  const { mediaType, config, layers, runner, manifests } = parseJson(manifestSchema, digest, text);
  if (mediaType === LIST) {
    const children = (manifests ?? []).flatMap((child) =>
      digestsIn([child]).map((one) => ({ digest: one, ...(child.runner && { runner: child.runner }) })),
    );
    return { kind: "list", children };
  }
  const all = [...(layers ?? []), ...(config ? [config] : [])];
  const isAnchored = (layer: Layer): boolean => MANIFESTS.has(layer.mediaType ?? "");
  const [configDigest] = digestsIn(config ? [config] : []);
  return {
    kind: "manifest",
    manifest: {
      digest,
      ...(runner && { runner }),
      blobs: digestsIn(all.filter((layer) => !isAnchored(layer))),
      layers: (layers ?? []).filter((layer) => !isAnchored(layer)).flatMap(layerOf),
      ...(configDigest !== undefined && { configDigest }),
      anchored: digestsIn([...all.filter(isAnchored), ...(manifests ?? [])]),
    },
  };
}

const layerOf = (layer: Layer): readonly StoredLayer[] =>
  digestsIn([layer]).map((digest) => ({
    mediaType: layer.mediaType ?? "",
    digest,
    sizeBytes: layer.size ?? 0,
  }));

/** The digests that are names of blobs, each once. */
const digestsIn = (layers: readonly { readonly digest?: string | null | undefined }[]): readonly string[] => [
  ...new Set(
    layers.flatMap(({ digest }) => {
      const name = blobOfDigest(digest?.toLowerCase() ?? "");
      return name === undefined ? [] : [digestOfBlob(name)];
    }),
  ),
];
