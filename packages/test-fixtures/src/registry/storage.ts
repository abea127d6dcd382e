import { digestOf, toManifest, type SimulatedLayer } from "../simulator/model/layers.ts";
import { parseName } from "../simulator/model/names.ts";
import { bytesOf, digestOfContents, type Contents } from "./seeded-bytes.ts";
import { UNKNOWN_DIGEST, type RegistryModel } from "./models.ts";

/** A blob, as it can be sent: piece by piece. */
export type ShelfBlob = { readonly sizeBytes: number; bytes(start: number, end: number): Uint8Array };

/** A manifest, as it is sent, with what it is about. */
export type ShelfManifest = {
  readonly text: string;
  readonly digest: string;
  readonly pushedAtMs: number;
  readonly entry: RegistryModel;
  readonly layers: readonly SimulatedLayer[];
};

/** What a registry has; digests of big layers are computed when they are first asked for. */
export interface Shelf {
  put(model: RegistryModel): void;
  manifest(path: string): Promise<ShelfManifest | undefined>;
  blob(digest: string): Promise<ShelfBlob | undefined>;
}

/** Starts with these models. */
export function createShelf(models: readonly RegistryModel[], now: () => number): Shelf {
  const manifests = new Map<string, () => Promise<ShelfManifest>>();
  const blobs = new Map<string, ShelfBlob>();

  const put = (entry: RegistryModel): void => {
    const pushedAtMs = now();
    let made: Promise<ShelfManifest> | undefined;
    const make = async (): Promise<ShelfManifest> => {
      const layers = await Promise.all(
        entry.model.layers.map((layer, index) => shelve(layer, seedOf(entry, layer, index), blobs)),
      );
      const text = JSON.stringify(toManifest(layers));
      return { text, digest: digestOf(text), pushedAtMs, entry, layers };
    };
    manifests.set(toPath(entry.name), () => (made ??= make()));
  };
  for (const model of models) put(model);

  return {
    put,
    manifest: async (path) => manifests.get(path.toLowerCase())?.(),
    async blob(digest) {
      if (!blobs.has(digest)) await Promise.all([...manifests.values()].map((make) => make()));
      return blobs.get(digest);
    },
  };
}

/** The path of a model among the manifests, in which case does not count. */
export function toPath(name: string): string {
  const parsed = parseName(name);
  if (parsed === undefined) throw new Error(`"${name}" is no model name`);
  return `${parsed.namespace}/${parsed.model}/${parsed.tag}`.toLowerCase();
}

async function shelve(
  layer: SimulatedLayer,
  seed: string,
  blobs: Map<string, ShelfBlob>,
): Promise<SimulatedLayer> {
  const { text, sizeBytes } = layer;
  if (text !== undefined) {
    const bytes = Buffer.from(text);
    blobs.set(layer.digest, { sizeBytes, bytes: (start, end) => bytes.subarray(start, end) });
    return layer;
  }
  const contents: Contents = { seed, sizeBytes };
  const digest = layer.digest === UNKNOWN_DIGEST ? await digestOfContents(contents) : layer.digest;
  blobs.set(digest, { sizeBytes, bytes: (start, end) => bytesOf(contents, start, end) });
  return { ...layer, digest };
}

/** Tensors of one size are different ones all the same. */
function seedOf({ seed }: RegistryModel, { kind }: SimulatedLayer, index: number): string {
  return kind === "tensor" ? `${seed} tensor ${index}` : seed;
}
