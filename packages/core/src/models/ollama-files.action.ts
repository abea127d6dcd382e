import { hostFacts, modelsOf } from "../app/state.ts";
import type { HostPorts } from "../hosts/host.port.ts";
import type { ActionContext } from "../ui/action.ts";
import { isOurs } from "../service/owner.ts";
import { describeModel } from "./describe-model.action.ts";
import { folderHint, modelToDescribe, type FolderHint } from "./folder-hint.ts";
import type { OllamaFiles } from "./ollama-files.port.ts";

/** Finds the files by what Ollama reports about its models; `hostPorts` returns those of the watched host, if any. */
export function createOllamaFiles(
  context: Pick<ActionContext, "app" | "clock">,
  hostPorts: () => HostPorts | undefined,
): OllamaFiles {
  const { app } = context;

  const hintNow = (): FolderHint =>
    folderHint(isOurs(hostFacts(app.state()).service.owner), modelsOf(app.state()));

  async function hint(): Promise<FolderHint> {
    const asked = modelToDescribe(hintNow(), modelsOf(app.state()));
    if (asked) await describeModel(context, asked.name);
    return hintNow();
  }

  return {
    folder: async () => hostPorts()?.files?.locate(await hint()),
    publicKey: async () => hostPorts()?.files?.publicKey(await hint()),
  };
}
