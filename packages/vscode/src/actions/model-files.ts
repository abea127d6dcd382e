import {
  type App,
  hostFacts,
  type HostPorts,
  installedModels,
  type ModelsFolder,
  modelsOf,
  namedBlobs,
} from "@paddock/core";
import { describeModel } from "./describe-model.ts";

/** The files of the Ollama that is looked after, where they are on this machine and can be found. */
export type OllamaFiles = {
  folder(): Promise<ModelsFolder | undefined>;
  /** The key by which registries know it, where it may be read. */
  publicKey(): Promise<string | undefined>;
};

/** Finds the files by what Ollama says of its models; `reach` leads to it, where one is looked after. */
export function createOllamaFiles(app: App, reach: () => HostPorts | undefined): OllamaFiles {
  const isOurs = (): boolean => hostFacts(app.state()).service.control === "ours";

  /** Ollama says where its models are when it shows one (docs/ollama.md §1.3): the smallest will do. */
  async function blobFiles(): Promise<readonly string[]> {
    const models = modelsOf(app.state());
    const known = namedBlobs(models);
    const [smallest] = installedModels(models)
      .filter(({ remoteHost }) => remoteHost === undefined)
      .toSorted((a, b) => a.sizeBytes - b.sizeBytes);
    return known.length > 0 || !smallest
      ? known
      : namedBlobs(modelsOf(await describeModel(app, smallest.name)));
  }

  const hint = async () => ({ isOurs: isOurs(), blobFiles: isOurs() ? [] : await blobFiles() });

  return {
    folder: async () => reach()?.files?.locate(await hint()),
    publicKey: async () => reach()?.files?.publicKey(await hint()),
  };
}
