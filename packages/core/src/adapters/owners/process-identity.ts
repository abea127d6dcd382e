import type { ProcessIdentity } from "../../service/owner.ts";
import { thisMachine, type Machine } from "./machine.ts";
import { parsePs, psOf } from "./mac/ps.ts";
import { toolOutput } from "./tool-output.ts";
import {
  parseWindowsProcesses,
  POWERSHELL_PATIENCE_MS,
  windowsProcess,
} from "./windows/windows-processes.ts";

/** The identity of a running process, or `undefined`. A zombie counts as ended. */
export function identify(pid: number, machine = thisMachine()): Promise<ProcessIdentity | undefined> {
  switch (machine.platform) {
    case "linux":
      return identifyByProc(pid, machine);
    case "win32":
      return identifyByPowerShell(pid, machine);
    default:
      return identifyByPs(pid, machine);
  }
}

/** Whether two identities are of the same process. The pid alone is not enough: it may be reused. */
export const isSameProcess = (a: ProcessIdentity, b: ProcessIdentity): boolean =>
  a.pid === b.pid && a.startedAt === b.startedAt && a.executable === b.executable;

/** Whether this process still runs. */
export async function isAlive(process: ProcessIdentity, machine = thisMachine()): Promise<boolean> {
  const found = await identify(process.pid, machine);
  return found !== undefined && isSameProcess(found, process);
}

async function identifyByProc(pid: number, machine: Machine): Promise<ProcessIdentity | undefined> {
  const [stat, executable, bootId] = await Promise.all([
    machine.read(`/proc/${pid}/stat`),
    machine.link(`/proc/${pid}/exe`),
    machine.read("/proc/sys/kernel/random/boot_id"),
  ]);
  const { state, startTicks } = parseStat(stat ?? "");
  if (executable === undefined || bootId === undefined || startTicks === undefined) return undefined;
  if (state === "Z" || state === "X") return undefined;
  return {
    pid,
    startedAt: `${bootId.trim()}+${startTicks}`,
    executable: executable.replace(/ \(deleted\)$/, ""),
  };
}

/** What `/proc/<pid>/stat` says (proc_pid_stat(5)). `terminal` is 0 without a controlling terminal. */
type Stat = {
  readonly state?: string;
  readonly parent?: number;
  readonly terminal?: number;
  readonly startTicks?: string;
};

/** The second field is the program's name in brackets, which may itself contain spaces and brackets. */
export function parseStat(text: string): Stat {
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const [state, parent, , , terminal] = fields;
  const startTicks = fields[19];
  if (!state || startTicks === undefined) return {};
  return { state, parent: Number(parent), terminal: Number(terminal), startTicks };
}

/** Exported for its test: macOS has no `/proc`, but every Unix has `ps`. */
export async function identifyByPs(
  pid: number,
  machine = thisMachine(),
): Promise<ProcessIdentity | undefined> {
  const rows = parsePs(await toolOutput(machine, psOf(pid)));
  return rows.find(({ identity }) => identity.pid === pid)?.identity;
}

async function identifyByPowerShell(pid: number, machine: Machine): Promise<ProcessIdentity | undefined> {
  if (!machine.isThere(pid)) return undefined; // PowerShell needs a second to say so
  const output = await toolOutput(machine, windowsProcess(pid, machine), POWERSHELL_PATIENCE_MS);
  return parseWindowsProcesses(output).processes[0]?.identity;
}
