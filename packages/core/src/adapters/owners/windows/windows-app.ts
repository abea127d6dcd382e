import type { Owner } from "../../../service/owner.ts";
import { isDefaultAddress } from "../default-address.ts";
import type { Machine } from "../machine.ts";
import type { ManagedOwner } from "../managed-owner.ts";
import { programName, type HolderProcess } from "../running-process.ts";

type WindowsApp = Extract<Owner, { kind: "windows-app" }>;

const APP = "ollama app.exe";

/** The tray app (docs/ollama.md §4.3). It runs a server of its own, and starts it again when it ends. */
export const windowsApp: ManagedOwner<"windows-app"> = {
  kind: "windows-app",
  detect: async ({ holder }) => windowsAppOf(await holder()),
  async installed({ machine, endpoint }) {
    const folder = installFolder(machine);
    if (folder === undefined || !isDefaultAddress(endpoint)) return undefined;
    const names = await machine.list(folder);
    return names.includes(APP) ? { kind: "windows-app", app: `${folder}\\${APP}` } : undefined;
  },
  /** Its server's pid is in a file, which stays when the app ends (docs/ollama.md §4.3). */
  async stillRuns({ process }, { machine }) {
    const server = await machine.read(`${dataFolder(machine) ?? ""}\\ollama.pid`);
    return process !== undefined && machine.isThere(process.pid) && machine.isThere(Number(server?.trim()));
  },
  /** As Ollama's own command line starts it. */
  start: ({ app }) => ({ kind: "launch", argv: [app, "--hide", "--fast-startup"] }),
  stop: ({ process }) => process && { kind: "end", process },
  log(_owner, { machine }) {
    const folder = dataFolder(machine);
    return folder === undefined ? undefined : { kind: "file", file: `${folder}\\server.log` };
  },
};

/** The server is a child of the app: it may be any `ollama.exe` of the PATH. */
export function windowsAppOf(holder: HolderProcess | undefined): WindowsApp | undefined {
  const parent = holder?.parents[0];
  if (!parent?.isMine || programName(parent.identity.executable) !== APP) return undefined;
  return { kind: "windows-app", app: parent.identity.executable, process: parent.identity };
}

const installFolder = (machine: Machine): string | undefined => inLocalAppData(machine, "Programs\\Ollama");
const dataFolder = (machine: Machine): string | undefined => inLocalAppData(machine, "Ollama");

function inLocalAppData({ platform, environment }: Machine, name: string): string | undefined {
  const local = environment["LOCALAPPDATA"];
  return platform === "win32" && local ? `${local}\\${name}` : undefined;
}
