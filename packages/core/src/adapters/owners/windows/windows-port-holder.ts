import { answering } from "../port-holder/listeners.ts";
import type { MachineAt } from "../managed-owner.ts";
import { programName, type Job, type HolderProcess, type PortListener } from "../running-process.ts";
import { toolOutput } from "../tool-output.ts";
import {
  isChildOf,
  parseWindowsProcesses,
  POWERSHELL_PATIENCE_MS,
  windowsPort,
  type WindowsProcess,
  type WindowsProcesses,
} from "./windows-processes.ts";

/** The process that has the port of an endpoint, on Windows. */
export async function findWindowsHolder(place: MachineAt): Promise<HolderProcess | undefined> {
  const found = await lookAt(place);
  const { listener } = found;
  const process = processOf(listener, found);
  if (!listener || !process) return undefined;
  const parents = parentsOf(process, found.processes);
  const job = serviceOf(process, parents[0], found);
  return { address: listener.address, process, parents, ...(job && { job }) };
}

/** What listens at an endpoint. */
export async function findWindowsListener(place: MachineAt): Promise<PortListener | undefined> {
  const found = await lookAt(place);
  const { listener } = found;
  const process = processOf(listener, found);
  return (
    listener && {
      ...listener,
      ...(process && { process }),
      parents: process ? parentsOf(process, found.processes) : [],
    }
  );
}

async function lookAt({ machine, endpoint }: MachineAt) {
  const output = await toolOutput(machine, windowsPort(endpoint.port, machine), POWERSHELL_PATIENCE_MS);
  const found = parseWindowsProcesses(output);
  return { ...found, listener: answering(found.listeners, endpoint) };
}

const processOf = (
  listener: { readonly pid: number } | undefined,
  { processes }: WindowsProcesses,
): WindowsProcess | undefined => processes.find(({ identity }) => identity.pid === listener?.pid);

function parentsOf(child: WindowsProcess, all: readonly WindowsProcess[]): readonly WindowsProcess[] {
  const parent = all.find((other) => other !== child && isChildOf(child, other));
  if (!parent) return [];
  const others = all.filter((other) => other !== parent);
  return [parent, ...parentsOf(parent, others)];
}

/**
 * A service is Ollama itself, or a wrapper that started it, such as NSSM or WinSW. Other services start programs too: that
 * of WSL the relay of its ports, those of `svchost.exe` a scheduled task.
 */
function serviceOf(
  process: WindowsProcess,
  parent: WindowsProcess | undefined,
  { services }: WindowsProcesses,
): Job | undefined {
  if (!programName(process.identity.executable).includes("ollama")) return undefined;
  const wrapper = parent && programName(parent.identity.executable) !== "svchost.exe" ? [parent] : [];
  for (const { identity } of [process, ...wrapper]) {
    const name = services.get(identity.pid);
    if (name !== undefined) return { name, process: identity };
  }
  return undefined;
}
