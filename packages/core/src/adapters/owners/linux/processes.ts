import type { ProcessIdentity } from "../../../service/owner.ts";
import type { Machine } from "../machine.ts";
import { parseCmdline, parseStatus } from "../port-holder/proc-net.ts";
import { identify, parseStat } from "../process-identity.ts";

/** A process of this Linux machine, by what every user may read of it. */
export type LinuxProcess = { readonly pid: number; readonly argv: readonly string[] };

/** What is known of one that matters. */
export type KnownProcess = LinuxProcess & {
  readonly uid: number | undefined;
  /** Absent where the executable is not known: it is of another user. */
  readonly identity?: ProcessIdentity;
  /** `/proc/<pid>/cgroup`; empty if it cannot be read. */
  readonly cgroup: string;
  /** Whether it has a controlling terminal. */
  readonly hasTerminal: boolean;
  /** Its parent, the parent of that, and so on. */
  readonly parents: readonly LinuxProcess[];
};

const MOST_PARENTS = 32;

/** All processes that have arguments; threads of the kernel have none. */
export async function listProcesses(machine: Machine): Promise<readonly LinuxProcess[]> {
  const pids = (await machine.list("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const all = await Promise.all(pids.map((pid) => readProcess(machine, pid)));
  return all.filter(({ argv }) => argv.length > 0);
}

/** The arguments are empty if it has just ended. */
async function readProcess(machine: Machine, pid: number): Promise<LinuxProcess> {
  const cmdline = (await machine.read(`/proc/${pid}/cmdline`)) ?? "";
  return { pid, argv: cmdline === "" ? [] : parseCmdline(cmdline) };
}

export async function knowProcess(machine: Machine, process: LinuxProcess): Promise<KnownProcess> {
  const { pid } = process;
  const [uid, identity, cgroup = "", { terminal = 0 }, parents] = await Promise.all([
    uidOf(machine, pid),
    identify(pid, machine),
    machine.read(`/proc/${pid}/cgroup`),
    statOf(machine, pid),
    parentsOf(machine, pid),
  ]);
  return { ...process, uid, cgroup, hasTerminal: terminal !== 0, parents, ...(identity && { identity }) };
}

export const uidOf = async (machine: Machine, pid: number): Promise<number | undefined> =>
  parseStatus((await machine.read(`/proc/${pid}/status`)) ?? "").uid;

/** The main memory that a process holds now (proc_pid_status(5), `VmRSS`). */
export async function residentBytes(machine: Machine, pid: number): Promise<number> {
  const status = (await machine.read(`/proc/${pid}/status`)) ?? "";
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
}

const statOf = async (machine: Machine, pid: number) =>
  parseStat((await machine.read(`/proc/${pid}/stat`)) ?? "");

async function parentsOf(machine: Machine, pid: number): Promise<readonly LinuxProcess[]> {
  const parents: LinuxProcess[] = [];
  for (let current = pid; parents.length < MOST_PARENTS;) {
    const { parent = 0 } = await statOf(machine, current);
    if (parent === 0) break;
    parents.push(await readProcess(machine, parent));
    current = parent;
  }
  return parents;
}
