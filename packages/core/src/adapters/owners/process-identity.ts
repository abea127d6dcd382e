import type { ProcessIdentity } from "../../service/owner.ts";
import { PortError } from "../../shared/failure.ts";
import { thisMachine, type Machine } from "./machine.ts";
import { parseCmdline, parseStatus } from "./port-holder/proc-net.ts";
import { hasEndedBy, parsePs, psOf } from "./mac/ps.ts";
import { toolWords } from "./tool-words.ts";
import {
  parseWindowsProcesses,
  POWERSHELL_PATIENCE_MS,
  windowsProcess,
} from "./windows/windows-processes.ts";
import type { Argv, ToolResult } from "./tool-result.ts";

/**
 * The identity of a running process; `undefined` if it has ended, as a zombie has. Rejects with `PortError` if the tool
 * fails that knows it: then the process may still run.
 */
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
    executableOf(pid, machine),
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

/**
 * The link cannot be read of a process of another user, nor of our own if its file has a capability, such as the one
 * that Ollama's docs ask for with Vulkan, or may not be read (proc_pid_exe(5)). For our own, its command line tells.
 */
async function executableOf(pid: number, machine: Machine): Promise<string | undefined> {
  const link = await machine.link(`/proc/${pid}/exe`);
  if (link !== undefined) return link;
  const [status, cmdline] = await Promise.all([
    machine.read(`/proc/${pid}/status`),
    machine.read(`/proc/${pid}/cmdline`),
  ]);
  const [program = ""] = parseCmdline(cmdline ?? "");
  const isOwn = machine.uid !== undefined && parseStatus(status ?? "").uid === machine.uid;
  return isOwn && program !== "" ? program : undefined;
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
export const identifyByPs = (pid: number, machine = thisMachine()): Promise<ProcessIdentity | undefined> =>
  identifyByTool(pid, machine, {
    argv: psOf(pid),
    patienceMs: PS_PATIENCE_MS,
    read: (text) =>
      hasEndedBy(text) ? "ended" : parsePs(text).find(({ identity }) => identity.pid === pid)?.identity,
  });

const identifyByPowerShell = (pid: number, machine: Machine): Promise<ProcessIdentity | undefined> =>
  identifyByTool(pid, machine, {
    argv: windowsProcess(pid, machine),
    patienceMs: POWERSHELL_PATIENCE_MS,
    read: (text) => parseWindowsProcesses(text).processes[0]?.identity,
  });

const PS_PATIENCE_MS = 10_000;

type Question = {
  readonly argv: Argv;
  readonly patienceMs: number;
  readonly read: (stdout: string) => ProcessIdentity | "ended" | undefined;
};

async function identifyByTool(
  pid: number,
  machine: Machine,
  { argv, patienceMs, read }: Question,
): Promise<ProcessIdentity | undefined> {
  if (!machine.isThere(pid)) return undefined; // a tool needs longer to say so
  const result = await machine.run(argv, patienceMs);
  const found = result.kind === "exited" ? read(result.stdout) : undefined;
  if (found !== undefined) return found === "ended" ? undefined : found;
  if (!machine.isThere(pid)) return undefined;
  throw unknownBy(argv, result, patienceMs);
}

/** A tool did not say which process has a pid that is in use. */
export function unknownBy([tool]: Argv, result: ToolResult, patienceMs: number): PortError {
  switch (result.kind) {
    case "missing":
      return new PortError({ kind: "tool-missing", tool });
    case "timed-out":
      return new PortError({ kind: "tool-timed-out", tool, afterMs: patienceMs });
    case "exited": {
      return new PortError({ kind: "tool-failed", tool, code: result.code, detail: toolWords(result) });
    }
  }
}
