import type { Listener } from "./listeners.ts";

/** A row of `/proc/net/tcp` or `/proc/net/tcp6`. */
export type ProcListener = Listener & { readonly uid: number; readonly inode: string };

const LISTEN = "0A";

/** The sockets that listen, by `/proc/net/tcp` and `/proc/net/tcp6` (proc_net_tcp.rst of the Linux kernel). */
export const parseProcNet = (text: string): readonly ProcListener[] =>
  text.split("\n").flatMap((line) => {
    const [, local = "", , state, , , , uid, , inode] = line.trim().split(/\s+/);
    const [, addressHex = "", portHex = ""] = /^([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4})$/.exec(local) ?? [];
    if (state !== LISTEN || addressHex === "" || inode === undefined) return [];
    return [{ address: addressOf(addressHex), port: Number.parseInt(portHex, 16), uid: Number(uid), inode }];
  });

/** The kernel prints each group of four bytes as a number of the machine, so little end first. */
function addressOf(hex: string): string {
  const bytes = (hex.match(/.{8}/g) ?? []).flatMap((word) => (word.match(/../g) ?? []).toReversed());
  if (bytes.length === 4) return bytes.map((byte) => Number.parseInt(byte, 16)).join(".");
  return Array.from({ length: 8 }, (_, index) => `${bytes[2 * index]}${bytes[2 * index + 1]}`).join(":");
}

/** The inode of a socket that a link in `/proc/<pid>/fd` leads to. */
export const inodeOfLink = (link: string): string | undefined => /^socket:\[(\d+)\]$/.exec(link)?.[1];

/** The pid of the parent and the user, by `/proc/<pid>/status`. */
export function parseStatus(text: string): { readonly parent?: number; readonly uid?: number } {
  const [, parent] = /^PPid:\s+(\d+)$/m.exec(text) ?? [];
  const [, uid] = /^Uid:\s+(\d+)\s/m.exec(text) ?? [];
  return {
    ...(parent !== undefined && { parent: Number(parent) }),
    ...(uid !== undefined && { uid: Number(uid) }),
  };
}

/** The arguments of a process, by `/proc/<pid>/cmdline`. */
export const parseCmdline = (text: string): readonly string[] => text.replace(/\0$/, "").split("\0");
