import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** The process that listens on a port of 127.0.0.1, as the kernel tells it. Throws where there is none: 0 is no pid. */
export function listenerOn(port: number): number {
  const inode = inodeOf(port);
  const pid = readdirSync("/proc").find((name) => /^\d+$/.test(name) && holds(name, `socket:[${inode}]`));
  if (inode === undefined || pid === undefined) throw new Error(`nobody listens on ${port}`);
  return Number(pid);
}

const LISTENING = "0A";

function inodeOf(port: number): string | undefined {
  const address = `0100007F:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  const rows = readFileSync("/proc/net/tcp", "utf8")
    .split("\n")
    .map((line) => line.trim().split(/\s+/));
  return rows.find(([, local, , state]) => local === address && state === LISTENING)?.[9];
}

function holds(pid: string, socket: string): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => linkOf(`/proc/${pid}/fd/${fd}`) === socket);
  } catch {
    return false; // it has just ended, or is not ours to look into
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return ""; // it was closed in the meantime
  }
}
