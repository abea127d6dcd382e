import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** The pid that listens on a port of 127.0.0.1, read from `/proc`. Throws if there is none. */
export function listenerOn(port: number): number {
  const inode = inodeOf(port);
  const pid = readdirSync("/proc").find((name) => /^\d+$/.test(name) && holds(name, `socket:[${inode}]`));
  if (inode === undefined || pid === undefined) throw new Error(`no process listens on port ${port}`);
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
    return false; // it has just ended, or we may not read it
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return ""; // closed in the meantime
  }
}
