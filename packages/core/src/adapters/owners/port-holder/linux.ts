import { readdir, readFile, readlink } from "node:fs/promises";
import * as path from "node:path";
import type { PortHolder } from "../../../service/port-holder.ts";
import { identify } from "../process-identity.ts";
import { answering } from "./listeners.ts";
import {
  inodeOfLink,
  parseCmdline,
  parseProcNet,
  parseStatus,
  userNameIn,
  type ProcListener,
} from "./proc-net.ts";

type Address = { readonly dialHostname: string; readonly port: number };

const MOST_PARENTS = 32;

/** The program that listens there, by `/proc`. Of a process of another user only that user is known. */
export async function findByProc(address: Address): Promise<PortHolder | undefined> {
  const tables = await Promise.all(["tcp", "tcp6"].map((name) => readOrEmpty(`/proc/net/${name}`)));
  const listener = answering(tables.flatMap(parseProcNet), address);
  if (!listener) return undefined;
  const pid = await pidOf(listener);
  const user = userNameIn(await readOrEmpty("/etc/passwd"), listener.uid) ?? `uid ${listener.uid}`;
  return pid === undefined ? { user } : { user, ...(await describe(pid)) };
}

/** A server may share its socket with processes that it has forked; the oldest of them is meant. */
async function pidOf({ inode }: ProcListener): Promise<number | undefined> {
  const pids = (await listOrNone("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const holders = await Promise.all(pids.map(async (pid) => ((await holds(pid, inode)) ? [pid] : [])));
  return holders.flat().toSorted((a, b) => a - b)[0];
}

async function holds(pid: number, inode: string): Promise<boolean> {
  const folder = `/proc/${pid}/fd`;
  const links = await Promise.all((await listOrNone(folder)).map((name) => linkOrEmpty(`${folder}/${name}`)));
  return links.some((link) => inodeOfLink(link) === inode);
}

async function describe(pid: number): Promise<PortHolder> {
  const [identity, comm, cmdline, parents] = await Promise.all([
    identify(pid),
    readOrEmpty(`/proc/${pid}/comm`),
    readOrEmpty(`/proc/${pid}/cmdline`),
    parentsOf(pid),
  ]);
  const name = identity ? path.basename(identity.executable) : comm.trim();
  return {
    pid,
    parents,
    ...(name !== "" && { name }),
    ...(cmdline !== "" && { argv: parseCmdline(cmdline) }),
    ...(identity && { identity, executable: identity.executable }),
  };
}

async function parentsOf(pid: number): Promise<readonly number[]> {
  const parents: number[] = [];
  let current = pid;
  while (parents.length < MOST_PARENTS) {
    const { parent = 0 } = parseStatus(await readOrEmpty(`/proc/${current}/status`));
    if (parent === 0) break;
    parents.push(parent);
    current = parent;
  }
  return parents;
}

// A process may end while it is looked at, and those of other users cannot be read: both tell nothing.
const readOrEmpty = (file: string): Promise<string> => readFile(file, "utf8").catch(() => "");
const linkOrEmpty = (file: string): Promise<string> => readlink(file).catch(() => "");
const listOrNone = (folder: string): Promise<readonly string[]> => readdir(folder).catch(() => []);
