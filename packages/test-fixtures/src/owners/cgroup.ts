import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { kill } from "./kill.ts";

/** The hierarchies in which systemd keeps its units: one, or two on a machine with both versions (cgroups(7)). */
const hierarchies = (): readonly string[] =>
  existsSync("/sys/fs/cgroup/cgroup.procs")
    ? ["/sys/fs/cgroup"]
    : ["/sys/fs/cgroup/systemd", "/sys/fs/cgroup/unified"].filter((folder) => existsSync(folder));

/** Puts this process, and all that it will start, into a control group of its own. */
export function enterCgroup(name: string): void {
  for (const hierarchy of hierarchies()) {
    mkdirSync(join(hierarchy, name), { recursive: true });
    writeFileSync(join(hierarchy, name, "cgroup.procs"), `${process.pid}`);
  }
}

/** Kills all that is in a control group, and removes it. */
export async function endCgroup(name: string): Promise<void> {
  for (const hierarchy of hierarchies()) {
    const groups = groupsIn(join(hierarchy, name));
    for (let pids = groups.flatMap(pidsIn); pids.length > 0; pids = groups.flatMap(pidsIn)) {
      for (const pid of pids) kill(pid);
      await setTimeout(5);
    }
    for (const group of groups) rmdirSync(group);
  }
}

/** A group and those in it, the innermost first. */
function groupsIn(group: string): readonly string[] {
  if (!existsSync(group)) return [];
  const inner = readdirSync(group, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [...inner.flatMap(({ name }) => groupsIn(join(group, name))), group];
}

const pidsIn = (group: string): readonly number[] =>
  readFileSync(join(group, "cgroup.procs"), "utf8")
    .split("\n")
    .map(Number)
    .filter((pid) => pid > 1);
