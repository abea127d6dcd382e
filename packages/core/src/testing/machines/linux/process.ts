import type { MachineParts } from "../fake-machine.ts";

/** A process of a Linux machine. */
export type LinuxProcess = {
  readonly pid: number;
  readonly argv: readonly string[];
  readonly parent?: number;
  readonly uid?: number;
  /** What `/proc/<pid>/exe` leads to; absent: it may not be read, as of a process of another user. */
  readonly exe?: string;
  /** The path in the hierarchy of version 2; absent: the root. */
  readonly cgroup?: string;
  /** Whether it has a controlling terminal. */
  readonly hasTerminal?: boolean;
  /** The inodes of its sockets, if its descriptors may be read. */
  readonly sockets?: readonly number[];
  /** The sockets of its network namespace, if that is not the machine's. */
  readonly tcp?: string;
  readonly rssKb?: number;
};

/** A process that listens. */
export type LinuxServer = LinuxProcess & {
  /** Absent: 11434. */
  readonly port?: number;
};

type Socket = {
  /** In hexadecimal, as in `/proc/net/tcp`; absent: 127.0.0.1. */
  readonly address?: string;
  readonly port: number;
  readonly uid: number;
  readonly inode: number;
};

const HEADER =
  "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode";

/** `/proc/net/tcp` with sockets that listen, in the form of proc_net_tcp.rst. */
export const tcpTable = (...sockets: readonly Socket[]): string =>
  [
    HEADER,
    ...sockets.map(
      ({ address = "0100007F", port, uid, inode }, index) =>
        `   ${index}: ${address}:${port.toString(16).toUpperCase().padStart(4, "0")} 00000000:0000 0A 00000000:00000000 00:00000000 00000000 ${String(uid).padStart(5)}        0 ${inode} 1 0000000000000000 100 0 0 10 0`,
    ),
    "",
  ].join("\n");

/** The files of a Linux machine with these sockets and processes, and the usual users. */
export function linux(
  sockets: readonly Socket[],
  processes: readonly LinuxProcess[],
): Required<Pick<MachineParts, "files" | "links">> {
  const tcp = tcpTable(...sockets);
  const all: readonly LinuxProcess[] = [
    { pid: 1, argv: ["/sbin/init"], parent: 0, uid: 0, cgroup: "/init.scope" },
    ...processes,
  ];
  const files = all.flatMap((one) => filesOf(one, tcp));
  const links = all.flatMap(linksOf);
  return {
    files: Object.fromEntries([
      ["/proc/net/tcp", tcp],
      ["/proc/net/tcp6", `${HEADER}\n`],
      ["/proc/sys/kernel/random/boot_id", "6f1c4d0e-1f5b-4a53-9d6c-2f8f0b7f6a11\n"],
      ["/etc/passwd", PASSWD],
      ...files,
    ]),
    links: Object.fromEntries(links),
  };
}

const PASSWD = `root:x:0:0:root:/root:/bin/bash
jane:x:1000:1000:Jane:/home/jane:/bin/bash
joe:x:1001:1001:Joe:/home/joe:/bin/bash
ollama:x:997:984::/usr/share/ollama:/bin/false
`;

function filesOf(process: LinuxProcess, tcp: string): readonly (readonly [string, string])[] {
  const { pid, argv, parent = 1, uid = 1000, cgroup = "/", hasTerminal = false, rssKb = 4096 } = process;
  const comm = (argv[0] ?? "").split("/").at(-1)?.slice(0, 15) ?? "";
  const terminal = hasTerminal ? 34816 + 2 : 0;
  return [
    [`/proc/${pid}/cmdline`, `${argv.join("\0")}\0`],
    [`/proc/${pid}/comm`, `${comm}\n`],
    [`/proc/${pid}/cgroup`, `0::${cgroup}\n`],
    [
      `/proc/${pid}/stat`,
      `${pid} (${comm}) S ${parent} ${pid} ${pid} ${terminal} -1 4194560 0 0 0 0 0 0 0 0 20 0 1 0 ${pid * 100} 0 0`,
    ],
    [
      `/proc/${pid}/status`,
      `Name:\t${comm}\nPid:\t${pid}\nPPid:\t${parent}\nUid:\t${uid}\t${uid}\t${uid}\t${uid}\nVmRSS:\t  ${rssKb} kB\n`,
    ],
    [`/proc/${pid}/net/tcp`, process.tcp ?? tcp],
    [`/proc/${pid}/net/tcp6`, `${HEADER}\n`],
  ];
}

const linksOf = ({ pid, exe, sockets = [] }: LinuxProcess): readonly (readonly [string, string])[] => [
  ...(exe === undefined ? [] : [[`/proc/${pid}/exe`, exe] as const]),
  ...sockets.map((inode, index) => [`/proc/${pid}/fd/${index + 3}`, `socket:[${inode}]`] as const),
];

/** The identity of a process of `linux()`. */
export const identityOf = (pid: number, executable: string) => ({
  pid,
  startedAt: `6f1c4d0e-1f5b-4a53-9d6c-2f8f0b7f6a11+${pid * 100}`,
  executable,
});
