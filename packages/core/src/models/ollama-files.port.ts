import type { HostId } from "../hosts/host.ts";
import type { ModelsFolder } from "./models-folder.port.ts";

/** The files of an Ollama, by default of the one that the window shows, if they are on this machine and can be found. */
export interface OllamaFiles {
  folder(host?: HostId): Promise<ModelsFolder | undefined>;
  /** The key that identifies this Ollama to registries, if it is readable. */
  publicKey(host?: HostId): Promise<string | undefined>;
}
