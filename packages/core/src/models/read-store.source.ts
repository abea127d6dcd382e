import type { ModelsFolder } from "./models-folder.port.ts";
import type { ReadStore } from "./model-layers.ts";

/** Reads the manifests and the blobs of a models folder. Rejects if the folder cannot be read. */
export async function readStore(folder: ModelsFolder, version: string): Promise<ReadStore> {
  const { blobs } = await folder.contents();
  const store = await folder.store();
  const needed = store.tags.flatMap(({ manifests }) => manifests.flatMap(({ layers }) => layers));
  const missing = await folder.missing(needed.map(({ digest }) => digest));
  return { store, blobs, missing: new Set(missing), version };
}
