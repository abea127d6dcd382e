import { namedBlobs } from "./details.ts";
import { installedModels, type Models } from "./models.ts";
import type { ModelName } from "./model-name.ts";
import type { FolderHint } from "./models-folder.port.ts";

type FolderQuestion = {
  /** Whether we started the running Ollama. */
  readonly isOurs: boolean;
  readonly models: () => Models;
  /** Reads the details of a model, which are in `models` afterwards. */
  readonly describe: (model: ModelName) => Promise<unknown>;
};

/** The details of a model show where the models folder is (docs/ollama.md §1.3); the smallest model is enough. */
export async function folderHint({ isOurs, models, describe }: FolderQuestion): Promise<FolderHint> {
  if (isOurs) return { isOurs, blobFiles: [] };
  const [smallest] = installedModels(models())
    .filter(({ remoteHost }) => remoteHost === undefined)
    .toSorted((a, b) => a.sizeBytes - b.sizeBytes);
  if (namedBlobs(models()).length === 0 && smallest) await describe(smallest.name);
  return { isOurs, blobFiles: namedBlobs(models()) };
}
