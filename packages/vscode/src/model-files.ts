import {
  installedModels,
  modelsOf,
  namedBlobs,
  type App,
  type HostPorts,
  type ModelsFolder,
} from "@paddock/core";
import { catchError, firstValueFrom, of } from "rxjs";

/** The files of the Ollama that is looked after, where they are on this machine and can be found. */
export type OllamaFiles = {
  folder(): Promise<ModelsFolder | undefined>;
  /** The key by which registries know it. */
  publicKey(): Promise<string | undefined>;
};

/** Finds the files by what Ollama says of its models; `reach` leads to it, where one is looked after. */
export function createOllamaFiles(app: Pick<App, "state">, reach: () => HostPorts | undefined): OllamaFiles {
  const isOurs = (): boolean => app.state().facts.service.control === "ours";

  /** It is asked once: models do not move while an Ollama runs. */
  const told = new WeakMap<HostPorts, readonly string[]>();

  /** Ollama says where its models are when it shows one (reference §1.3): the smallest will do. */
  async function askForBlobs(ports: HostPorts): Promise<readonly string[]> {
    const models = modelsOf(app.state());
    const known = namedBlobs(models);
    const [smallest] = installedModels(models)
      .filter(({ remoteHost }) => remoteHost === undefined)
      .toSorted((a, b) => a.sizeBytes - b.sizeBytes);
    if (known.length > 0 || !smallest) return known;
    const details = await firstValueFrom(ports.api.show(smallest.name).pipe(catchError(() => of(undefined))));
    const named = details ? namedBlobs({ details: { [smallest.digest]: { kind: "known", details } } }) : [];
    told.set(ports, named);
    return named;
  }

  return {
    async folder() {
      const ports = reach();
      if (!ports?.files) return undefined;
      const { files } = ports;
      return files.locate(
        isOurs()
          ? { isOurs: true, blobFiles: [] }
          : { isOurs: false, blobFiles: told.get(ports) ?? (await askForBlobs(ports)) },
      );
    },
    publicKey: async () => (isOurs() ? reach()?.files?.publicKey() : undefined),
  };
}
