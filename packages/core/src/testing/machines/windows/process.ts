import { windowsAll, windowsProcess } from "../../../adapters/owners/windows/windows-processes.ts";
import { failsWith, type FakeTool, type MachineParts } from "../fake-machine.ts";

/** A process of a Windows machine. */
export type WindowsMachineProcess = {
  readonly pid: number;
  readonly parent: number;
  /** The path of the program; `null` if the person may not read it. */
  readonly path: string | null;
  /** The name of the program, if its path cannot be read. */
  readonly name?: string;
  readonly rest?: string;
  /** Absent: the person. */
  readonly user?: string;
  /** Addresses that it listens at. */
  readonly listens?: readonly string[];
  /** The name of the service whose process it is. */
  readonly service?: string;
  /** Whether it has a window, which can be asked to close. */
  readonly hasWindow?: boolean;
  /** Whether an earlier process with the pid of its parent has started it, so that it is older than the other one. */
  readonly isOfEarlierParent?: true;
};

const START_TICKS = 638_991_000_000_000_000n;
const startOf = (pid: number): string => String(START_TICKS + BigInt(pid) * 10_000n);

/** The identity of a process of `windows()`. Processes with greater pids have started later. */
export const windowsIdentity = (pid: number, executable: string) => ({
  pid,
  startedAt: startOf(pid),
  executable,
});

const POWERSHELL = "C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe";
export const TASKKILL = "C:\\Windows\\System32\\taskkill.exe";
export const LOCAL = "C:\\Users\\jane\\AppData\\Local";

/** How a process is identified. */
export const looksAt = (pid: number): string =>
  windowsProcess(pid, { environment: { SystemRoot: "C:\\Windows" } }).join(" ");

export const LISTS_ALL = windowsAll({ environment: { SystemRoot: "C:\\Windows" } }).join(" ");

/** A Windows machine of `jane` with these processes, and with files. */
export function windows(
  processes: readonly WindowsMachineProcess[],
  files: readonly string[] = [],
  tools: Readonly<Record<string, FakeTool>> = {},
): MachineParts {
  const serve = processes.find(({ listens }) => listens);
  return {
    platform: "win32",
    home: "C:\\Users\\jane",
    environment: { LOCALAPPDATA: LOCAL, SystemRoot: "C:\\Windows" },
    pids: processes.map(({ pid }) => pid),
    files: {
      ...Object.fromEntries(files.map((file) => [file, ""])),
      ...(serve && { [`${LOCAL}\\Ollama\\ollama.pid`]: String(serve.pid) }),
    },
    tools: {
      [POWERSHELL]: [
        { asked: /-LocalPort \d+ /, answer: (ended) => processesAsJson(left(processes, ended), serve?.pid) },
        {
          asked: /Get-CimInstance Win32_Process \|/,
          answer: (ended) =>
            JSON.stringify({
              listeners: [],
              processes: left(processes, ended).map(toJson),
              services: [],
            }),
        },
        ...processes.map(({ pid }) => ({
          asked: new RegExp(`OwningProcess = ${pid};`),
          answer: (ended: ReadonlySet<number>) => processesAsJson(left(processes, ended), pid),
        })),
      ],
      [TASKKILL]: [
        ...processes.map((process) => taskkill(process)),
        {
          asked: /^\/F( \/PID \d+)+$/,
          answer: (ended, words) => {
            const pids = [...words.matchAll(/\d+/g)].map(Number);
            for (const pid of pids) ended.add(pid);
            return pids
              .map((pid) => `SUCCESS: The process with PID ${pid} has been terminated.\r\n`)
              .join("");
          },
        },
      ],
      ...tools,
    },
  };
}

const left = (processes: readonly WindowsMachineProcess[], ended: ReadonlySet<number>) =>
  processes.filter(({ pid }) => !ended.has(pid));

const nameOf = ({ path, name }: WindowsMachineProcess): string => name ?? path?.split("\\").at(-1) ?? "";

/** What the query prints: the process with this pid and those above it. */
export function processesAsJson(
  processes: readonly WindowsMachineProcess[],
  pid: number | undefined,
  port = 11434,
): string {
  const chain: WindowsMachineProcess[] = [];
  for (let next = pid; chain.length < 4;) {
    const process = processes.find((one) => one.pid === next);
    if (!process) break;
    chain.push(process);
    next = process.parent;
  }
  const services = chain.slice(0, 2).filter(({ service }) => service !== undefined);
  return JSON.stringify({
    listeners: (chain[0]?.listens ?? []).map((address) => ({ pid, address, port })),
    processes: chain.map(toJson),
    services: services.map(({ pid: id, service }) => ({ pid: id, name: service })),
  });
}

const toJson = (process: WindowsMachineProcess) => ({
  pid: process.pid,
  parent: process.parent,
  name: nameOf(process),
  path: process.path,
  command: process.path === null ? null : `"${process.path}" ${process.rest ?? ""}`,
  mine: process.user === undefined,
  user: process.user ?? "jane",
  startedAt: startOf(process.isOfEarlierParent ? 0 : process.pid),
});

/** "taskkill" of Microsoft. Without `/F`, only a program with a window can be ended. */
function taskkill({ pid, hasWindow }: WindowsMachineProcess): FakeTool[number] {
  const asks = `/PID ${pid}`;
  if (!hasWindow)
    return {
      asked: asks,
      answer: failsWith(
        1,
        `ERROR: The process with PID ${pid} could not be terminated.\r\nReason: This process can only be terminated forcefully (with /F option).\r\n`,
      ),
    };
  return {
    asked: asks,
    answer(ended) {
      ended.add(pid);
      return `SUCCESS: Sent termination signal to the process with PID ${pid}.\r\n`;
    },
  };
}
