import { bracketed, canonicalHostname } from "../../hosts/hostname.ts";
import type { ServerProcess } from "../../service/server-process.ts";
import type { ServerProcesses } from "../../service/server-process.port.ts";
import { isInContainer } from "./linux/cgroup.ts";
import { isServing } from "./ollama-program.ts";
import type { KnownProcess } from "./linux/processes.ts";
import type { Machine } from "./machine.ts";
import type { Place } from "./managed-owner.ts";
import { parseStat } from "./process-identity.ts";
import { sceneOf } from "./scene.ts";

/** By `/proc` on Linux, else by the tools that find out who has a port. */
export const serverProcesses = (place: Place): ServerProcesses => ({
  find: () => (place.machine.platform === "linux" ? findOnLinux(place) : findElsewhere(place)),
});

async function findOnLinux(place: Place): Promise<ServerProcess | undefined> {
  const listening = await sceneOf(place).listening();
  if (!listening) return undefined;
  const [only, ...others] = listening.processes;
  const listensOn = addressOf(listening.address, place);
  const isServer = only && others.length === 0 && isServing(only.argv) && !isInContainer(only.cgroup);
  return { listensOn, ...(isServer && (await processFacts(only, place.machine))) };
}

async function findElsewhere(place: Place): Promise<ServerProcess | undefined> {
  const holder = await sceneOf(place).holder();
  return holder?.address === undefined ? undefined : { listensOn: addressOf(holder.address, place) };
}

/** `*` is every address, as `lsof` writes it. */
const addressOf = (address: string, { endpoint }: Place): string =>
  `${address === "*" ? address : bracketed(canonicalHostname(address))}:${endpoint.port}`;

async function processFacts(
  { pid, argv: [program = ""], identity }: KnownProcess,
  machine: Machine,
): Promise<Omit<ServerProcess, "listensOn">> {
  // The executable of another user's process cannot be read: this is what it was started as.
  const executable = identity?.executable ?? (program.startsWith("/") ? program : undefined);
  const startedAtMs = await startOf(pid, machine);
  return {
    pid,
    ...(executable !== undefined && { executable }),
    ...(startedAtMs !== undefined && { startedAtMs }),
  };
}

/** The kernel counts hundredths of a second since its own start (proc_pid_stat(5), proc_stat(5)). */
const TICK_MS = 10;

async function startOf(pid: number, machine: Machine): Promise<number | undefined> {
  const [stat = "", kernel = ""] = await Promise.all([
    machine.read(`/proc/${pid}/stat`),
    machine.read("/proc/stat"),
  ]);
  const { startTicks } = parseStat(stat);
  const [, bootSeconds] = /^btime (\d+)$/m.exec(kernel) ?? [];
  if (startTicks === undefined || bootSeconds === undefined) return undefined;
  return Number(bootSeconds) * 1_000 + Number(startTicks) * TICK_MS;
}
