import { answering } from "../port-holder/listeners.ts";
import type { Place } from "../managed-owner.ts";
import { programName, type PortHolder } from "../running-process.ts";
import { toolOutput } from "../tool-output.ts";
import {
  parseWindowsProcesses,
  windowsPort,
  type WindowsProcess,
  type WindowsProcesses,
} from "./windows-processes.ts";

/** PowerShell needs about a second to start, and several on a busy machine. */
const POWERSHELL_PATIENCE_MS = 30_000;

/** The process that has the port of an endpoint, on Windows. */
export async function findWindowsHolder({ machine, endpoint }: Place): Promise<PortHolder | undefined> {
  const output = await toolOutput(machine, windowsPort(endpoint.port, machine), POWERSHELL_PATIENCE_MS);
  const found = parseWindowsProcesses(output);
  const listener = answering(found.listeners, endpoint);
  const process = found.processes.find(({ identity }) => identity.pid === listener?.pid);
  if (!process) return undefined;
  const parents = parentsOf(process, found.processes);
  const job = serviceOf(process, parents[0], found);
  return { process, parents, ...(job !== undefined && { job }) };
}

/** A process that has started later than its child is another one, which got the pid of the parent. */
function parentsOf(child: WindowsProcess, all: readonly WindowsProcess[]): readonly WindowsProcess[] {
  const parent = all.find(
    ({ identity }) =>
      identity.pid === child.parent && BigInt(identity.startedAt) <= BigInt(child.identity.startedAt),
  );
  return parent ? [parent, ...parentsOf(parent, all)] : [];
}

/**
 * A service is Ollama itself, or a wrapper that started it, such as NSSM or WinSW. The services of `svchost.exe` start
 * programs too, but other ones than themselves: a scheduled task, for example.
 */
function serviceOf(
  { identity }: WindowsProcess,
  parent: WindowsProcess | undefined,
  { services }: WindowsProcesses,
): string | undefined {
  const itself = services.get(identity.pid);
  if (itself !== undefined || !parent) return itself;
  return programName(parent.identity.executable) === "svchost.exe"
    ? undefined
    : services.get(parent.identity.pid);
}
