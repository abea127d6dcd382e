import { execFile } from "node:child_process";
import { readFile, readlink } from "node:fs/promises";
import { promisify } from "node:util";
import type { ProcessIdentity } from "../../service/owner.ts";

/** The identity of a running process, or `undefined`. A zombie counts as ended. */
export async function identify(pid: number): Promise<ProcessIdentity | undefined> {
  try {
    switch (process.platform) {
      case "linux":
        return await identifyByProc(pid);
      case "win32":
        return await identifyByPowerShell(pid);
      default:
        return await identifyByPs(pid);
    }
  } catch {
    return undefined; // they all fail if there is no such process
  }
}

/** Whether two identities are of the same process. The pid alone is not enough: it may be reused. */
export const isSameProcess = (a: ProcessIdentity, b: ProcessIdentity): boolean =>
  a.pid === b.pid && a.startedAt === b.startedAt && a.executable === b.executable;

const run = promisify(execFile);

async function identifyByProc(pid: number): Promise<ProcessIdentity | undefined> {
  const [stat, executable, bootId] = await Promise.all([
    readFile(`/proc/${pid}/stat`, "utf8"),
    readlink(`/proc/${pid}/exe`),
    readFile("/proc/sys/kernel/random/boot_id", "utf8"),
  ]);
  // The second field is the program's name in brackets, which may itself contain spaces and brackets.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [state] = fields;
  const startTicks = fields[19];
  if (state === "Z" || state === "X" || startTicks === undefined) return undefined;
  return {
    pid,
    startedAt: `${bootId.trim()}+${startTicks}`,
    executable: executable.replace(/ \(deleted\)$/, ""),
  };
}

/** Exported for its test: macOS has no `/proc`, but every Unix has `ps`. */
export async function identifyByPs(pid: number): Promise<ProcessIdentity | undefined> {
  const { stdout } = await run("/bin/ps", ["-o", "stat=,lstart=,comm=", "-p", String(pid)], {
    env: { LC_ALL: "C" },
  });
  const [, state, startedAt, executable] =
    /^\s*(\S+)\s+(\S+\s+\S+\s+\d+\s+[\d:]+\s+\d+)\s+(.+?)\s*$/.exec(stdout) ?? [];
  if (!state || state.startsWith("Z") || !startedAt || !executable) return undefined;
  return { pid, startedAt, executable };
}

async function identifyByPowerShell(pid: number): Promise<ProcessIdentity | undefined> {
  const shell = `${process.env["SystemRoot"] ?? "C:\\Windows"}\\System32\\WindowsPowerShell\\v1.0\\powershell.exe`;
  const query = `Get-Process -Id ${pid} | ForEach-Object { "$($_.StartTime.Ticks)|$($_.Path)" }`;
  const { stdout } = await run(shell, ["-NoProfile", "-NonInteractive", "-Command", query], {
    windowsHide: true,
  });
  const [startedAt, executable] = stdout.trim().split("|");
  return startedAt && executable ? { pid, startedAt, executable } : undefined;
}
