import { identityOf, linux } from "./linux-process.ts";
import { SPAWNS, type MachineCase } from "./machine-case.ts";

const SERVE = ["/usr/local/bin/ollama", "serve"];

/** Machines with Linux, without containers. */
export const LINUX_MACHINES: readonly MachineCase[] = [
  {
    name: "an address that refuses connections, on a machine without Ollama's unit",
    source: "proc_net_tcp.rst of the Linux kernel; docs/ollama.md §4.3",
    isSeen: true,
    machine: linux([], []),
    start: SPAWNS,
  },
  {
    name: "our own child",
    source: "docs/ollama.md §4.4",
    isSeen: true,
    machine: linux(
      [{ port: 11434, uid: 1000, inode: 77 }],
      [{ pid: 4711, argv: SERVE, exe: "/usr/local/bin/ollama", sockets: [77] }],
    ),
    ownPid: 4711,
    detected: { kind: "paddock", process: identityOf(4711, "/usr/local/bin/ollama") },
    stop: { does: ["SIGTERM -4711"] },
    start: SPAWNS,
  },
];
