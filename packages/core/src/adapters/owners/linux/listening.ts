import type { Machine } from "../machine.ts";
import { answering } from "../port-holder/listeners.ts";
import { userNameIn } from "../../system/user-name.ts";
import { inodeOfLink, parseProcNet, type ProcListener } from "../port-holder/proc-net.ts";
import { isServing } from "../ollama-program.ts";
import { knowProcess, listProcesses, uidOf, type KnownProcess, type LinuxProcess } from "./processes.ts";

/** What listens at an address of this machine. */
export type Listening = {
  /** At which address its socket listens, without brackets. */
  readonly address: string;
  /** The user whose socket it is. */
  readonly uid: number;
  readonly user: string;
  /**
   * The processes that may hold the socket: exactly one where that is certain. Of another user's processes it cannot be
   * read which sockets they hold.
   */
  readonly processes: readonly KnownProcess[];
};

type Address = { readonly dialHostname: string; readonly port: number };

/** By `/proc` alone, in which a process is looked for that serves Ollama before any other. */
export async function findListening(machine: Machine, address: Address): Promise<Listening | undefined> {
  const listener = answering(await readListeners(machine, "/proc"), address);
  if (!listener) return undefined;
  const [found, passwd = ""] = await Promise.all([holdersOf(machine, listener), machine.read("/etc/passwd")]);
  return {
    address: listener.address,
    uid: listener.uid,
    user: userNameIn(passwd, listener.uid) ?? `uid ${listener.uid}`,
    processes: await Promise.all(found.map((process) => knowProcess(machine, process))),
  };
}

async function holdersOf(machine: Machine, listener: ProcListener): Promise<readonly LinuxProcess[]> {
  const all = await listProcesses(machine);
  const servers = all.filter(({ argv }) => isServing(argv));
  const certain = (await whichHold(machine, servers, listener))[0];
  if (certain) return [certain];
  const possible = await whichMayHold(machine, servers, listener);
  if (possible.length > 0) return possible;
  // A server may share its socket with processes that it has forked; the oldest of them is meant.
  return (await whichHold(machine, all, listener)).toSorted((a, b) => a.pid - b.pid).slice(0, 1);
}

const readListeners = async (machine: Machine, folder: string): Promise<readonly ProcListener[]> =>
  (await Promise.all(["tcp", "tcp6"].map((name) => machine.read(`${folder}/net/${name}`)))).flatMap(
    (table = "") => parseProcNet(table),
  );

const whichHold = (machine: Machine, processes: readonly LinuxProcess[], listener: ProcListener) =>
  filtered(processes, async ({ pid }) => {
    const names = await machine.list(`/proc/${pid}/fd`);
    const links = await Promise.all(names.map((name) => machine.link(`/proc/${pid}/fd/${name}`)));
    return links.some((link) => link !== undefined && inodeOfLink(link) === listener.inode);
  });

/** Those of the socket's user whose descriptors cannot be read, in the same network: not in a container with its own. */
const whichMayHold = (machine: Machine, processes: readonly LinuxProcess[], listener: ProcListener) =>
  filtered(processes, async ({ pid }) => {
    const [names, uid] = await Promise.all([machine.list(`/proc/${pid}/fd`), uidOf(machine, pid)]);
    if (names.length > 0 || uid !== listener.uid) return false;
    return (await readListeners(machine, `/proc/${pid}`)).some(({ inode }) => inode === listener.inode);
  });

async function filtered<T>(all: readonly T[], test: (one: T) => Promise<boolean>): Promise<readonly T[]> {
  const tests = await Promise.all(all.map(test));
  return all.filter((_, index) => tests[index]);
}
