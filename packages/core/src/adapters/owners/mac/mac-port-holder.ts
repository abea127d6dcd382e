import { HOMEBREW_LABEL } from "./homebrew-paths.ts";
import { LAUNCHD_JOBS, launchdDaemon, parseJobPid, parseJobs } from "./launchd.ts";
import { answering } from "../port-holder/listeners.ts";
import { lsofOf, parseLsof } from "./lsof.ts";
import type { Machine } from "../machine.ts";
import type { Place } from "../managed-owner.ts";
import { isOllamaServe, type PortHolder, type RunningProcess } from "../running-process.ts";
import { parsePs, parsePsArguments, PS_ALL, PS_ARGUMENTS, type PsRow } from "./ps.ts";
import { toolOutput } from "../tool-output.ts";

/** The process that has the port of an endpoint, on macOS. */
export async function findMacHolder({ machine, endpoint }: Place): Promise<PortHolder | undefined> {
  const [listening, all, lines] = await Promise.all([
    toolOutput(machine, lsofOf(endpoint.port)),
    toolOutput(machine, PS_ALL),
    toolOutput(machine, PS_ARGUMENTS),
  ]);
  const rows = parsePs(all);
  const commands = parsePsArguments(lines);
  const toProcess = ({ identity, uid, user }: PsRow): RunningProcess => ({
    identity,
    user,
    isMine: uid === machine.uid,
    command: commands.get(identity.pid) ?? "",
  });
  const listener = answering(parseLsof(listening), endpoint);
  const row = listener ? rows.find(({ identity }) => identity.pid === listener.pid) : hidden(rows, toProcess);
  if (!row) return undefined;
  const process = toProcess(row);
  const parents = parentsOf(row, rows).map(toProcess);
  const name = parents.length === 0 ? await jobOf(process, machine) : undefined;
  return {
    ...(listener && { address: listener.address }),
    process,
    parents,
    ...(name !== undefined && { job: { name, process: process.identity } }),
  };
}

/** `lsof` does not tell of other users' processes. Something answers, so it is their server, if there is only one. */
function hidden(rows: readonly PsRow[], toProcess: (row: PsRow) => RunningProcess): PsRow | undefined {
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
