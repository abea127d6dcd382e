import { hostFacts, hostOf, modelsOf, type AppState } from "../app/state.ts";
import type { HostId } from "../hosts/host.ts";
import type { HostPorts } from "../hosts/host.port.ts";
import { appAt, type ActionContext } from "../ui/action.ts";
import { isOurs } from "../service/owner.ts";
import { describeModel } from "./describe-model.action.ts";
import { folderHint, modelToDescribe, type FolderHint } from "./folder-hint.ts";
import type { ModelFiles } from "./models-folder.port.ts";
import type { OllamaFiles } from "./ollama-files.port.ts";

/** Finds the files by what Ollama reports about its models; `hostPorts` returns those of a watched host. */
export function createOllamaFiles(
  { app, clock }: Pick<ActionContext, "app" | "clock">,
  hostPorts: (host: HostId) => HostPorts | undefined,
): OllamaFiles {
  async function hint(host: HostId): Promise<FolderHint> {
    const at = appAt(app, host);
    const asked = modelToDescribe(hintIn(at.state()), modelsOf(at.state()));
    if (asked) await describeModel({ app: at, clock }, asked.name);
    return hintIn(at.state());
  }

  async function find<Found>(
    look: (files: ModelFiles, hint: FolderHint) => Promise<Found | undefined>,
    host = hostOf(app.state()),
  ): Promise<Found | undefined> {
    if (host === undefined) return undefined;
    const files = hostPorts(host)?.files;
    return files && look(files, await hint(host));
  }

  return {
    folder: (host) => find((files, at) => files.locate(at), host),
    publicKey: (host) => find((files, at) => files.publicKey(at), host),
  };
}

const hintIn = (state: AppState): FolderHint =>
  folderHint(isOurs(hostFacts(state).service.owner), modelsOf(state));
