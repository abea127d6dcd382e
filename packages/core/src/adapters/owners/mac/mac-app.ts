import type { Owner } from "../../../service/owner.ts";
import { isDefaultAddress } from "../default-address.ts";
import { macApps } from "./mac-app-paths.ts";
import type { ManagedOwner } from "../managed-owner.ts";
import type { HolderProcess } from "../running-process.ts";

type MacApp = Extract<Owner, { kind: "mac-app" }>;

const OPEN_PATIENCE_MS = 20_000;

/** The menu bar app (docs/ollama.md §4.3). It runs a server of its own, and starts it again when it ends. */
export const macApp: ManagedOwner<"mac-app"> = {
  kind: "mac-app",
  detect: async ({ holder }) => macAppOf(await holder()),
  async installed({ machine, endpoint }) {
    if (machine.platform !== "darwin" || !isDefaultAddress(endpoint)) return undefined;
    const [app] = await macApps(machine);
    return app === undefined ? undefined : { kind: "mac-app", app };
  },
  /** Its server's pid is in a file, which stays when the app ends (docs/ollama.md §4.3). */
  async stillRuns({ process }, { machine }) {
    const server = await machine.read(`${machine.home}/Library/Application Support/Ollama/ollama.pid`);
    return process !== undefined && machine.isThere(process.pid) && machine.isThere(Number(server?.trim()));
  },
  /** As Ollama's own command line starts it: without a window, and without activating it (open(1)). */
  start: ({ app }) => ({
    kind: "run",
    argv: ["/usr/bin/open", "-j", "-a", app, "--args", "--fast-startup"],
    patienceMs: OPEN_PATIENCE_MS,
  }),
  /** SIGTERM to the app: to quit it by AppleScript only hides it, and its server would come back (docs/ollama.md §4.3). */
  stop: ({ process }) => process && { kind: "end", process },
  log: (_owner, { machine }) => ({ kind: "file", file: `${machine.home}/.ollama/logs/server.log` }),
};

/**
 * The server of the app is a child of a program of its bundle. The path of that program may be relative to the bundle,
 * where launchd has started it (`ProgramArguments` of the app's `com.ollama.ollama.plist`).
 */
export function macAppOf(holder: HolderProcess | undefined): MacApp | undefined {
  const parent = holder?.parents[0]?.identity;
  if (!holder?.process.isMine || !parent) return undefined;
  const app = [holder.process.identity.executable, parent.executable].map(bundleOf).find(Boolean);
  const isOfApp = /^(\/.+\.app\/)?Contents\/(MacOS|Frameworks)\//.test(parent.executable);
  return app !== undefined && isOfApp ? { kind: "mac-app", app, process: parent } : undefined;
}

/** The bundle that a program of the app is in. */
const bundleOf = (executable: string): string | undefined =>
  /^(\/.+\/ollama[^/]*\.app)\/Contents\//i.exec(executable)?.[1];
