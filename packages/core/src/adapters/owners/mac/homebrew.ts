import type { Owner } from "../../../service/owner.ts";
import { isDefaultAddress } from "../default-address.ts";
import { HOMEBREW_LABEL, homebrewLog, homebrewPrefixOf, HOMEBREW_PREFIXES } from "./homebrew-paths.ts";
import { macApps } from "./mac-app-paths.ts";
import type { Machine } from "../machine.ts";
import { terminalLine } from "../../../shared/terminal-line.ts";
import type { Act, ManagedOwner } from "../managed-owner.ts";
import type { HolderProcess } from "../running-process.ts";

type Homebrew = Extract<Owner, { kind: "homebrew" }>;

/** The Ruby of `brew` needs seconds, and it waits until launchd has ended the job. */
const BREW_PATIENCE_MS = 60_000;
const PLIST = `${HOMEBREW_LABEL}.plist`;

/**
 * A service of `brew services` on macOS, where it is a job of launchd: `Library/Homebrew/services` of Homebrew says what
 * it does. On Linux it is a systemd unit.
 */
export const homebrew: ManagedOwner<"homebrew"> = {
  kind: "homebrew",
  detect: async ({ holder }) => homebrewOf(await holder()),
  installed: async ({ machine, endpoint }) =>
    machine.platform === "darwin" && isDefaultAddress(endpoint) ? findInstalled(machine) : undefined,
  /** `brew services stop` deletes the file of the job. With another program at its port, the job ends again and again. */
  stillRuns: async (owner, { machine }) =>
    owner.process !== undefined &&
    machine.isThere(owner.process.pid) &&
    (await machine.list(plistFolder(owner, machine))).includes(PLIST),
  start: (owner) => services(owner, "start"),
  stop: (owner) => services(owner, "stop"),
  log: ({ brew }) => ({ kind: "file", file: homebrewLog(brew) }),
};

/** Only the job of launchd is the service: the same program may be run by hand. */
export function homebrewOf(holder: HolderProcess | undefined): Homebrew | undefined {
  if (holder?.job?.name !== HOMEBREW_LABEL) return undefined;
  const prefix = homebrewPrefixOf(holder.process.identity.executable);
  if (prefix === undefined) return undefined;
  const scope = holder.process.isMine ? "user" : "system";
  const { process } = holder.job;
  return { kind: "homebrew", brew: `${prefix}/bin/brew`, service: "ollama", scope, process };
}

/**
 * The formula, if its service is registered, or if there is no app: who has both installed uses the formula for its
 * command line.
 */
async function findInstalled(machine: Machine): Promise<Homebrew | undefined> {
  for (const prefix of HOMEBREW_PREFIXES) {
    if (!(await machine.list(`${prefix}/opt/ollama/bin`)).includes("ollama")) continue;
    const owner = { kind: "homebrew", brew: `${prefix}/bin/brew`, service: "ollama" } as const;
    for (const scope of ["user", "system"] as const) {
      const registered = await machine.list(plistFolder({ ...owner, scope }, machine));
      if (registered.includes(PLIST)) return { ...owner, scope };
    }
    return (await macApps(machine)).length === 0 ? { ...owner, scope: "user" } : undefined;
  }
  return undefined;
}

const plistFolder = ({ scope }: Homebrew, { home }: Machine): string =>
  scope === "user" ? `${home}/Library/LaunchAgents` : "/Library/LaunchDaemons";

/** As the person, `brew` would start a second service beside one of the whole machine. */
function services({ brew, service, scope }: Homebrew, verb: "start" | "stop"): Act {
  const line = terminalLine(["sudo", brew, "services", verb, service]);
  if (scope === "system") return { kind: "by-hand", line };
  return {
    kind: "run",
    argv: [brew, "services", verb, service],
    patienceMs: BREW_PATIENCE_MS,
    terminal: line,
    lacksRights: ({ stderr }) => /is started as `root`/.test(stderr),
  };
}
