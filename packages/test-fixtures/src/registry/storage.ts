import { digestOf, toManifest, type SimulatedLayer } from "../simulator/model/layers.ts";
import { parseName } from "../simulator/model/names.ts";
import { bytesOf, digestOfSeeded, type SeededBytes } from "./seeded-bytes.ts";
import { UNKNOWN_DIGEST, type RegistryModel } from "./models.ts";

/** A blob that can be read in pieces. */
export type RegistryBlob = { readonly sizeBytes: number; bytes(start: number, end: number): Uint8Array };

/** The text of a manifest, and its model. */
export type RegistryManifest = {
  readonly text: string;
  readonly digest: string;
  readonly pushedAtMs: number;
  readonly entry: RegistryModel;
  readonly layers: readonly SimulatedLayer[];
};

/** The manifests and blobs of a registry. Digests of large layers are computed when they are first needed. */
export interface RegistryStorage {
  put(model: RegistryModel): void;
  manifest(path: string): Promise<RegistryManifest | undefined>;
  blob(digest: string): Promise<RegistryBlob | undefined>;
}

export function createRegistryStorage(models: readonly RegistryModel[], now: () => number): RegistryStorage {
  const manifests = new Map<string, () => Promise<RegistryManifest>>();
  const blobs = new Map<string, RegistryBlob>();

  const put = (entry: RegistryModel): void => {
    const pushedAtMs = now();
    let made: Promise<RegistryManifest> | undefined;
    const make = async (): Promise<RegistryManifest> => {
      const layers = await Promise.all(
        entry.model.layers.map((layer, index) => storeLayer(layer, seedOf(entry, layer, index), blobs)),
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

/** The path of a model's manifest, in lower case. */
export function toPath(name: string): string {
  const parsed = parseName(name);
  if (parsed === undefined) throw new Error(`"${name}" is no model name`);
  return `${parsed.namespace}/${parsed.model}/${parsed.tag}`.toLowerCase();
}

async function storeLayer(
  layer: SimulatedLayer,
  seed: string,
  blobs: Map<string, RegistryBlob>,
): Promise<SimulatedLayer> {
  const { text, sizeBytes } = layer;
  if (text !== undefined) {
    const bytes = Buffer.from(text);
    blobs.set(layer.digest, { sizeBytes, bytes: (start, end) => bytes.subarray(start, end) });
    return layer;
  }
  const seeded: SeededBytes = { seed, sizeBytes };
  const digest = layer.digest === UNKNOWN_DIGEST ? await digestOfSeeded(seeded) : layer.digest;
  blobs.set(digest, { sizeBytes, bytes: (start, end) => bytesOf(seeded, start, end) });
  return { ...layer, digest };
}

/** Includes the index of a tensor, since tensors of the same size must differ. */
function seedOf({ seed }: RegistryModel, { kind }: SimulatedLayer, index: number): string {
  return kind === "tensor" ? `${seed} tensor ${index}` : seed;
}
