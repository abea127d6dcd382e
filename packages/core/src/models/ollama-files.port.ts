import type { ModelsFolder } from "./models-folder.port.ts";

/** The files of the Ollama that is watched, where they are on this machine and can be found. */
export interface OllamaFiles {
  folder(): Promise<ModelsFolder | undefined>;
  /** The key by which registries know it, where it may be read. */
  publicKey(): Promise<string | undefined>;
}
