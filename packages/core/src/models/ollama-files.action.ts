import { hostFacts, modelsOf } from "../app/state.ts";
import type { HostPorts } from "../hosts/host.port.ts";
import type { ActionContext } from "../ui/action.ts";
import { ownerOf } from "../service/owner.ts";
import { describeModel } from "./describe-model.action.ts";
import { installedModels, namedBlobs } from "./models.ts";
import type { OllamaFiles } from "./ollama-files.port.ts";

/** Finds the files by what Ollama reports about its models; `hostPorts` returns those of the watched host, if any. */
export function createOllamaFiles(
  context: Pick<ActionContext, "app" | "clock">,
  hostPorts: () => HostPorts | undefined,
): OllamaFiles {
  const { app } = context;
  const isOurs = (): boolean => ownerOf(hostFacts(app.state()).service).kind === "process";

  /** The details of a model show where the models folder is (docs/ollama.md §1.3); the smallest model is enough. */
  async function blobFiles(): Promise<readonly string[]> {
    const models = modelsOf(app.state());
    const known = namedBlobs(models);
    const [smallest] = installedModels(models)
      .filter(({ remoteHost }) => remoteHost === undefined)
      .toSorted((a, b) => a.sizeBytes - b.sizeBytes);
    return known.length > 0 || !smallest
      ? known
      : namedBlobs(modelsOf(await describeModel(context, smallest.name)));
  }

  const hint = async () => ({ isOurs: isOurs(), blobFiles: isOurs() ? [] : await blobFiles() });

  return {
    folder: async () => hostPorts()?.files?.locate(await hint()),
    publicKey: async () => hostPorts()?.files?.publicKey(await hint()),
  };
}
