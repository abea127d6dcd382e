import { readdirSync, readFileSync } from "node:fs";

/** A process of this machine, as far as we may look at it. */
export type SeenProcess = {
  readonly pid: number;
  readonly group: number;
  /** It has ended, and its parent has not taken note yet. */
  readonly isZombie: boolean;
};

/** All processes; only Linux can be asked without starting a program. */
export function seeProcesses(): readonly SeenProcess[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const stat = readOf(Number(name), "stat");
      // The name of the program stands in brackets, and may hold spaces and brackets itself.
      const [state, , group] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return group === undefined
        ? []
        : [{ pid: Number(name), group: Number(group), isZombie: state === "Z" }];
    });
}

/** The arguments of a process; none if it is gone or not ours. */
export const argumentsOf = (pid: number): readonly string[] => readOf(pid, "cmdline").split("\0");

/** The environment that a process began with, as `NAME=value`; none if it is gone or not ours. */
export const environmentOf = (pid: number): readonly string[] => readOf(pid, "environ").split("\0");

function readOf(pid: number, file: "stat" | "cmdline" | "environ"): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
