import type { ProcessIdentity } from "../../../service/owner.ts";
import type { Machine } from "../machine.ts";
import { isSameProcess, unknownBy } from "../process-identity.ts";
import {
  isChildOf,
  parseWindowsProcesses,
  POWERSHELL_PATIENCE_MS,
  windowsAll,
  type WindowsProcess,
} from "./windows-processes.ts";

/**
 * The pids of a process and of all that it has started, which Windows does not end with it; none if it has ended.
 * `taskkill /T` would take any process for a child that names its pid as the parent, also one of an earlier process with
 * that pid. Rejects with `PortError` if they cannot be listed.
 */
export async function windowsTree(target: ProcessIdentity, machine: Machine): Promise<readonly number[]> {
  const argv = windowsAll(machine);
  const result = await machine.run(argv, POWERSHELL_PATIENCE_MS);
  const { processes } = parseWindowsProcesses(result.kind === "exited" ? result.stdout : "");
  const root = processes.find(({ identity }) => isSameProcess(identity, target));
  if (root) return treeFrom(root, processes).map(({ identity }) => identity.pid);
  if (processes.length > 0 || !machine.isThere(target.pid)) return [];
  throw unknownBy(argv, result, POWERSHELL_PATIENCE_MS);
}

function treeFrom(root: WindowsProcess, all: readonly WindowsProcess[]): readonly WindowsProcess[] {
  const others = all.filter((one) => one !== root);
  return [root, ...others.filter((one) => isChildOf(one, root)).flatMap((child) => treeFrom(child, others))];
}
