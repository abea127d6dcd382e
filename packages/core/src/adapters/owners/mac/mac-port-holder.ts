import { HOMEBREW_LABEL } from "./homebrew-paths.ts";
import { LAUNCHD_JOBS, launchdDaemon, parseJobPid, parseJobs } from "./launchd.ts";
import { answering } from "../port-holder/listeners.ts";
import { lsofOf, parseLsof } from "./lsof.ts";
import type { Machine } from "../machine.ts";
import type { MachineAt } from "../managed-owner.ts";
import {
  isOllamaServe,
  type HolderProcess,
  type PortListener,
  type RunningProcess,
} from "../running-process.ts";
import { parsePs, parsePsArguments, PS_ALL, PS_ARGUMENTS, type PsRow } from "./ps.ts";
import { toolOutput } from "../tool-output.ts";

/** The process that has the port of an endpoint, on macOS. */
export async function findMacHolder(place: MachineAt): Promise<HolderProcess | undefined> {
  const { listener, rows, toProcess } = await lookAt(place);
  const row = listener ? rowOf(listener.pid, rows) : hidden(rows, toProcess);
  if (!row) return undefined;
  const process = toProcess(row);
  const parents = parentsOf(row, rows).map(toProcess);
  const name = parents.length === 0 ? await jobOf(process, place.machine) : undefined;
  return {
    ...(listener && { address: listener.address }),
    process,
    parents,
    ...(name !== undefined && { job: { name, process: process.identity } }),
  };
}

/** What listens at an endpoint, as far as `lsof` tells it. */
export async function findMacListener(place: MachineAt): Promise<PortListener | undefined> {
  const { listener, rows, toProcess } = await lookAt(place);
  const row = listener && rowOf(listener.pid, rows);
  return (
    listener && {
      address: listener.address,
      pid: listener.pid,
      ...(row && { process: toProcess(row) }),
      parents: row ? parentsOf(row, rows).map(toProcess) : [],
    }
  );
}

type ToProcess = (row: PsRow) => RunningProcess;

async function lookAt({ machine, endpoint }: MachineAt) {
  const [listening, all, lines] = await Promise.all([
    toolOutput(machine, lsofOf(endpoint.port)),
    toolOutput(machine, PS_ALL),
    toolOutput(machine, PS_ARGUMENTS),
  ]);
  const commands = parsePsArguments(lines);
  const toProcess: ToProcess = ({ identity, uid, user }) => ({
    identity,
    user,
    isMine: uid === machine.uid,
    command: commands.get(identity.pid) ?? "",
  });
  return { listener: answering(parseLsof(listening), endpoint), rows: parsePs(all), toProcess };
}

const rowOf = (pid: number, rows: readonly PsRow[]): PsRow | undefined =>
  rows.find(({ identity }) => identity.pid === pid);

/** `lsof` does not tell of other users' processes. Something answers, so it is their server, if there is only one. */
function hidden(rows: readonly PsRow[], toProcess: ToProcess): PsRow | undefined {
  const servers = rows.filter((row) => {
    const process = toProcess(row);
    return !process.isMine && isOllamaServe(process);
  });
  return servers.length === 1 ? servers[0] : undefined;
}

function parentsOf({ parent }: PsRow, rows: readonly PsRow[]): readonly PsRow[] {
  const row = rows.find(({ identity }) => identity.pid === parent);
  return row
    ? [
        row,
        ...parentsOf(
          row,
          rows.filter((other) => other !== row),
        ),
      ]
    : [];
}

/** The label of the job of launchd that a process without another parent is. Jobs of other users cannot be listed. */
async function jobOf({ identity, isMine }: RunningProcess, machine: Machine): Promise<string | undefined> {
  if (isMine) return parseJobs(await toolOutput(machine, LAUNCHD_JOBS)).get(identity.pid);
  const pid = parseJobPid(await toolOutput(machine, launchdDaemon(HOMEBREW_LABEL)));
  return pid === identity.pid ? HOMEBREW_LABEL : undefined;
}
