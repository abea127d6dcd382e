import type { Argv } from "../tool-result.ts";

/** The jobs of the person's own session (launchctl(1), "legacy subcommands"), for `parseJobs`. */
export const LAUNCHD_JOBS: Argv = ["/bin/launchctl", "list"];

/** A job of the whole machine, which everyone may read (launchctl(1)), for `parseJobPid`. */
export const launchdDaemon = (label: string): Argv => ["/bin/launchctl", "print", `system/${label}`];

/** The labels of the jobs that run, by pid. The columns are the pid, the last exit status, and the label. */
export const parseJobs = (text: string): ReadonlyMap<number, string> =>
  new Map(
    [...text.matchAll(/^(\d+)\t-?\d+\t(.+)$/gm)].map(([, pid, label = ""]) => [Number(pid), label] as const),
  );

/** The pid of a job that `launchctl print` describes; `undefined` if it does not run. */
export function parseJobPid(text: string): number | undefined {
  const [, pid] = /^\tpid = (\d+)$/m.exec(text) ?? [];
  return pid === undefined ? undefined : Number(pid);
}
