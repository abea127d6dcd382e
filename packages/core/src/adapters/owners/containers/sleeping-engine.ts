import { listProcesses } from "../linux/processes.ts";
import type { Machine } from "../machine.ts";
import type { Engine } from "./engines.ts";

/** The sockets that systemd holds open from the start of the machine (systemd.special(7), systemd.socket(5)). */
const SOCKETS = "/etc/systemd/system/sockets.target.wants";

/**
 * Whether a question would start the engine: systemd listens in its place until then (`docker.socket` of Docker's
 * packages). An engine that starts also starts its containers.
 */
export async function isSleeping(engine: Engine, machine: Machine): Promise<boolean> {
  if (engine !== "docker" || machine.platform !== "linux") return false;
  if (!(await machine.list(SOCKETS)).includes("docker.socket")) return false;
  const processes = await listProcesses(machine);
  return !processes.some(({ argv: [program = ""] }) => /(^|\/)dockerd$/.test(program));
}
