import { digestOf, type SimulatedLayer } from "../simulator/model/layers.ts";
import { toListText, type ListEntry } from "../simulator/model/manifest-list.ts";
import { manifestTextOf } from "../simulator/model/models.ts";
import { parseName } from "../simulator/model/names.ts";
import { bytesOf, digestOfSeeded, type SeededBytes } from "./seeded-bytes.ts";
import { UNKNOWN_DIGEST, type RegistryList, type RegistryModel } from "./models.ts";

/** A blob that can be read in pieces. */
export type RegistryBlob = { readonly sizeBytes: number; bytes(start: number, end: number): Uint8Array };

/** The text of a manifest, and its model. */
export type RegistryManifest = {
  readonly text: string;
  readonly digest: string;
  readonly pushedAtMs: number;
  readonly entry: RegistryModel;
  readonly layers: readonly SimulatedLayer[];
  /** The list of which it is a child, if the name has one. */
  readonly list?: {
    readonly text: string;
    readonly digest: string;
    readonly children: readonly RegistryChild[];
  };
};

/** A child of a list. */
export type RegistryChild = ListEntry & { readonly layers: readonly SimulatedLayer[] };

/** The manifests and blobs of a registry. Digests of large layers are computed when they are first needed. */
export interface RegistryStorage {
  put(model: RegistryModel | RegistryList): void;
  manifest(path: string): Promise<RegistryManifest | undefined>;
  blob(digest: string): Promise<RegistryBlob | undefined>;
}

export function createRegistryStorage(
  models: readonly (RegistryModel | RegistryList)[],
  now: () => number,
): RegistryStorage {
  const manifests = new Map<string, () => Promise<RegistryManifest>>();
  const blobs = new Map<string, RegistryBlob>();

  const putModel = (entry: RegistryModel): void => {
    const pushedAtMs = now();
    let made: Promise<RegistryManifest> | undefined;
    const make = async (): Promise<RegistryManifest> => {
      const layers = await Promise.all(
        entry.model.layers.map((layer, index) => storeLayer(layer, seedOf(entry, layer, index), blobs)),
      );
      const text = manifestTextOf({ ...entry.model, layers });
      return { text, digest: digestOf(text), pushedAtMs, entry, layers };
    };
    manifests.set(toPath(entry.name), () => (made ??= make()));
  };
  const putList = ({ name, children }: RegistryList): void => {
    for (const child of children) putModel(child);
    let made: Promise<RegistryManifest> | undefined;
    manifests.set(toPath(name), () => (made ??= makeList(children, manifests, blobs)));
  };
  const put = (entry: RegistryModel | RegistryList): void =>
    "children" in entry ? putList(entry) : putModel(entry);
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

/** A client that does not ask for lists is given one child, that for `llamacpp` if there is one. */
async function makeList(
  models: readonly RegistryModel[],
  manifests: ReadonlyMap<string, () => Promise<RegistryManifest>>,
  blobs: Map<string, RegistryBlob>,
): Promise<RegistryManifest> {
  const made = await Promise.all(models.flatMap(({ name }) => manifests.get(toPath(name))?.() ?? []));
  for (const { digest, text } of made) blobs.set(digest, toBlob(text));
  const children = made.map(({ digest, entry, layers }) => ({
    digest: digest.slice("sha256:".length),
    runner: entry.model.runner ?? "ggml",
    format: entry.model.format,
    layers,
  }));
  const alone = made.find(({ entry }) => entry.model.runner === "llamacpp") ?? made[0];
  if (alone === undefined) throw new Error("a list without children");
  const text = toListText(children);
  return { ...alone, list: { text, digest: digestOf(text), children } };
}

function toBlob(text: string): RegistryBlob {
  const bytes = Buffer.from(text);
  return { sizeBytes: bytes.length, bytes: (start, end) => bytes.subarray(start, end) };
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
    blobs.set(layer.digest, toBlob(text));
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
