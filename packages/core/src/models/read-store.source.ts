import type { ModelsFolder } from "./models-folder.port.ts";
import type { ReadStore } from "./model-layers.ts";
import type { StoredTag } from "./model-store.ts";

/** Reads the manifests and the blobs of a models folder. Rejects if the folder cannot be read. */
export async function readStore(folder: ModelsFolder, version: string): Promise<ReadStore> {
  const { blobs } = await folder.contents();
  const store = await folder.store();
  return { store, blobs, missing: await missingLayers(folder, store.tags), version };
}

/** The digests of the layers of these tags that are not in the folder. */
export async function missingLayers(
  folder: ModelsFolder,
  tags: readonly StoredTag[],
): Promise<ReadonlySet<string>> {
  const layers = tags.flatMap(({ manifests }) => manifests.flatMap((manifest) => manifest.layers));
  return new Set(await folder.missing(layers.map(({ digest }) => digest)));
}
