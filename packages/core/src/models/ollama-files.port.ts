import type { ModelsFolder } from "./models-folder.port.ts";

/** The files of the watched Ollama, if they are on this machine and can be found. */
export interface OllamaFiles {
  folder(): Promise<ModelsFolder | undefined>;
  /** The key that identifies this Ollama to registries, if it is readable. */
  publicKey(): Promise<string | undefined>;
}
