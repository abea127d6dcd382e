import type { ProcessIdentity } from "../../../service/owner.ts";
import type { Argv } from "../tool-result.ts";

/** Times of `ps` are local ones, which change with the season and the place. */
const PS = ["/usr/bin/env", "TZ=UTC", "/bin/ps", "-ww"] as const;
const COLUMNS = "pid=,ppid=,uid=,stat=,lstart=,user=,comm=";

/**
 * Every process, for `parsePs` (ps(1) of macOS). `comm` comes last: only the last column is never cut off. It is the
 * first argument of the process, so the whole path only of a program that was started by it.
 */
export const PS_ALL: Argv = [...PS, "-ax", "-o", COLUMNS];

/** One process, for `parsePs`. */
export const psOf = (pid: number): Argv => [...PS, "-o", COLUMNS, "-p", String(pid)];

/** Every process with its arguments, for `parsePsArguments`. */
export const PS_ARGUMENTS: Argv = [...PS, "-ax", "-o", "pid=,args="];

export type PsRow = {
  readonly identity: ProcessIdentity;
  readonly parent: number;
  readonly uid: number;
  readonly user: string;
};

const ROW = /^(\d+)\s+(\d+)\s+(-?\d+)\s+([^\sZ]\S*)\s+(\S+\s+\S+\s+\d+\s+[\d:]+\s+\d+)\s+(\S+)\s+(\S.*)$/;

/** The processes, without zombies and without those that no one may end (pids 0 and 1). */
export const parsePs = (text: string): readonly PsRow[] =>
  onlyOnce(text.split("\n").flatMap(parseRow), ({ identity }) => identity.pid);

/** `ps` prints a line break in a name as it is, so a program may forge a row: a pid with two rows is not believed. */
function onlyOnce<Row>(rows: readonly Row[], pidOf: (row: Row) => number): readonly Row[] {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(pidOf(row), (counts.get(pidOf(row)) ?? 0) + 1);
  return rows.filter((row) => counts.get(pidOf(row)) === 1);
}

function parseRow(line: string): readonly PsRow[] {
  const [, pid, parent, uid, , startedAt, user, executable] = ROW.exec(line.trim()) ?? [];
  if (startedAt === undefined || user === undefined || executable === undefined || Number(pid) < 2) return [];
  const identity = { pid: Number(pid), startedAt, executable };
  return [{ identity, parent: Number(parent), uid: Number(uid), user }];
}

/** Whether the row of one process says that it has ended, and its parent has not asked for its exit (state `Z`). */
export const hasEndedBy = (text: string): boolean => /^\s*\d+\s+\d+\s+-?\d+\s+Z/.test(text);

/** The program and its arguments, by pid. */
export const parsePsArguments = (text: string): ReadonlyMap<number, string> =>
  new Map(
    onlyOnce(
      text.split("\n").flatMap((row) => {
        const [, pid, line] = /^(\d+)\s+(\S.*)$/.exec(row.trim()) ?? [];
        return line === undefined ? [] : [[Number(pid), line] as const];
      }),
      ([pid]) => pid,
    ),
  );
