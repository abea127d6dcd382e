import { readdirSync, readFileSync } from "node:fs";

/** A process of this machine. */
export type ProcessInfo = {
  readonly pid: number;
  readonly group: number;
  /** It has ended, but its parent has not reaped it yet. */
  readonly isZombie: boolean;
};

/** All processes; works only on Linux. */
export function listProcesses(): readonly ProcessInfo[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const stat = readOf(Number(name), "stat");
      // The program's name is in parentheses, and may itself contain spaces and parentheses.
      const [state, , group] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return group === undefined
        ? []
        : [{ pid: Number(name), group: Number(group), isZombie: state === "Z" }];
    });
}

/** The arguments of a process; empty if it has ended or belongs to another user. */
export const argumentsOf = (pid: number): readonly string[] => readOf(pid, "cmdline").split("\0");

/** The initial environment of a process, as `NAME=value`; empty if it has ended or belongs to another user. */
export const environmentOf = (pid: number): readonly string[] => readOf(pid, "environ").split("\0");

function readOf(pid: number, file: "stat" | "cmdline" | "environ"): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
