import { SPAWNS, type MachineCase } from "../machine-case.ts";
import {
  OLLAMA,
  SERVE,
  PORT,
  BOOTED,
  SYSTEM,
  machine,
  BASH,
  byHand,
  NOT_OURS,
  withNetwork,
} from "./parts.ts";
import { identityOf, linux } from "./process.ts";

/** Programs that Paddock leaves alone. */
export const LINUX_OTHERS: readonly MachineCase[] = [
  {
    name: "a unit of another server, with a comment about ollama serve",
    source: "systemd.syntax(7): comments",
    isSeen: false,
    machine: machine({
      ...BOOTED,
      [`${SYSTEM}/llama.service`]: "[Service]\n; ExecStart=ollama serve\nExecStart=/usr/bin/llama-server\n",
    }),
    start: SPAWNS,
  },
  {
    name: "ollama serve of another person",
    source: "proc_pid_fd(5): descriptors of other users cannot be read",
    isSeen: false,
    machine: machine(BOOTED, {
      pid: 900,
      argv: SERVE,
      uid: 1001,
      hasTerminal: true,
      cgroup: "/user.slice/user-1001.slice/session-9.scope",
    }),
    detected: {
      kind: "another-program",
      user: "joe",
      process: { pid: 900, startedAt: "", executable: OLLAMA },
    },
    stop: NOT_OURS,
    start: SPAWNS,
  },
  {
    name: "a unit of another person's manager",
    source: "user@.service(5): `systemctl --user` reaches the manager of the same user",
    isSeen: false,
    machine: machine(BOOTED, {
      pid: 900,
      argv: SERVE,
      uid: 1001,
      cgroup: "/user.slice/user-1001.slice/user@1001.service/app.slice/ollama.service",
    }),
    detected: {
      kind: "another-program",
      user: "joe",
      process: { pid: 900, startedAt: "", executable: OLLAMA },
    },
    stop: NOT_OURS,
    start: SPAWNS,
  },
  {
    name: "a machine that hides the processes of other users",
    source: "proc(5): the mount option hidepid=2",
    isSeen: false,
    machine: linux([{ port: PORT, uid: 1001, inode: 5 }], []),
    detected: { kind: "another-program", user: "joe" },
    stop: NOT_OURS,
    start: SPAWNS,
  },
  {
    name: "a server of the same person that is not Ollama's",
    source: "docs/ollama.md §8: servers compatible with Ollama",
    isSeen: false,
    machine: machine(BOOTED, BASH, {
      ...byHand(),
      argv: ["/usr/bin/python3", "-m", "llama_proxy"],
      exe: "/usr/bin/python3.12",
    }),
    detected: { kind: "another-program", process: identityOf(900, "/usr/bin/python3.12") },
    stop: NOT_OURS,
    start: SPAWNS,
  },
  {
    name: "docker-proxy on the port, and the container's own server",
    source: "docs.docker.com, “Port publishing”; a container has a network of its own",
    isSeen: false,
    machine: withNetwork(
      machine(
        BOOTED,
        {
          pid: 500,
          argv: ["/usr/bin/docker-proxy", "-proto", "tcp", "-host-ip", "0.0.0.0", "-host-port", "11434"],
          uid: 0,
          cgroup: "/system.slice/docker.service",
        },
        {
          pid: 812,
          argv: ["/bin/ollama", "serve"],
          uid: 0,
          cgroup: "/system.slice/docker-4f1c.scope",
          port: 1,
        },
      ),
      812,
    ),
    detected: { kind: "another-program", user: "root" },
    stop: NOT_OURS,
    start: SPAWNS,
  },
];
