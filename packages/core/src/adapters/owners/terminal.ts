import * as path from "node:path";
import type { Owner } from "../../service/owner.ts";
import { isInContainer, unitIn } from "./linux/cgroup.ts";
import { isServing } from "./ollama-program.ts";
import type { KnownProcess } from "./linux/processes.ts";
import type { ManagedOwner, Scene } from "./managed-owner.ts";
import { isSameProcess } from "./process-identity.ts";
import { isByHand as holderIsByHand, type HolderProcess } from "./running-process.ts";

type TerminalOwner = Extract<Owner, { readonly kind: "terminal" }>;

/** An `ollama serve` that the same person started by hand. Paddock can end it, but not start it like that. */
export const terminal: ManagedOwner<"terminal"> = {
  kind: "terminal",
  detect,
  installed: async () => undefined,
  async stillRuns({ process }, scene) {
    if (scene.machine.platform !== "linux") return scene.machine.isThere(process.pid);
    const found = await detect(scene);
    return found !== undefined && isSameProcess(found.process, process);
  },
  stop: ({ process }) => ({ kind: "end", process }),
  log: () => undefined,
};

async function detect({ machine, listening, holder }: Scene): Promise<TerminalOwner | undefined> {
  if (machine.platform !== "linux") return terminalOf(await holder());
  const { processes = [] } = (await listening()) ?? {};
  const [process] = processes;
  if (!process?.identity || processes.length > 1 || process.uid !== machine.uid) return undefined;
  return isServing(process.argv) && isByHand(process)
    ? { kind: "terminal", process: process.identity }
    : undefined;
}

const terminalOf = (holder: HolderProcess | undefined): TerminalOwner | undefined =>
  holder && holderIsByHand(holder) ? { kind: "terminal", process: holder.process.identity } : undefined;

/** Whether no supervisor is seen that would start it again. */
function isByHand({ cgroup, hasTerminal, parents }: KnownProcess): boolean {
  if (isInContainer(cgroup)) return false;
  if (hasTerminal) return true;
  const [parent] = parents;
  const name = nameOf(parent?.argv ?? []);
  if (SHELLS.has(name)) return unitIn(cgroup) === undefined;
  // Its shell has ended since, and so the first process has taken it over: that of the machine or of the user.
  return /^(systemd|init)$/.test(name) && unitIn(cgroup) === undefined;
}

/** A login shell is called `-bash`. */
const nameOf = ([program = ""]: readonly string[]): string => path.posix.basename(program).replace(/^-/, "");

const SHELLS: ReadonlySet<string> = new Set([
  "sh",
  "bash",
  "zsh",
  "fish",
  "dash",
  "ksh",
  "nu",
  "tmux",
  "screen",
]);
