import { SPAWNS, type MachineCase } from "../machine-case.ts";
import {
  OLLAMA,
  SERVE,
  USER,
  unitFile,
  BOOTED,
  SYSTEM,
  machine,
  ofUnit,
  SYSTEM_UNIT,
  starts,
  BASH,
  byHand,
  BY_HAND,
  ENDS_IT,
  NOT_OURS,
} from "./parts.ts";
import { identityOf } from "./process.ts";

const CODE_SERVER = "[Service]\nType=exec\nExecStart=/usr/bin/code-server\nRestart=always\nUser=%i\n";

/** What may not be read then of a process of one's own. */
const CAPABILITY =
  "docs/gpu.mdx in Ollama's repository, Vulkan; ptrace(2), PTRACE_MODE_READ; run on Linux 6.1";

/** An `ollama serve` that a person has started, and some that only look like that. */
export const LINUX_BY_HAND: readonly MachineCase[] = [
  {
    name: "our own child",
    source: "docs/ollama.md §4.4",
    isSeen: true,
    machine: machine(BOOTED, { pid: 4711, argv: SERVE, exe: OLLAMA }),
    ownPid: 4711,
    detected: { kind: "paddock", process: identityOf(4711, OLLAMA) },
    stop: { does: ["SIGTERM -4711"] },
    start: SPAWNS,
  },
  {
    name: "our own child, whose file has a capability",
    source: CAPABILITY,
    isSeen: true,
    machine: machine(BOOTED, { pid: 4711, argv: SERVE }),
    ownPid: 4711,
    detected: { kind: "paddock", process: identityOf(4711, OLLAMA) },
    stop: { does: ["SIGTERM -4711"] },
    start: SPAWNS,
  },
  {
    name: "ollama serve in a terminal, whose file has a capability",
    source: CAPABILITY,
    isSeen: true,
    machine: machine(BOOTED, BASH, { pid: 900, argv: ["ollama", "serve"], parent: 700, hasTerminal: true }),
    detected: { kind: "terminal", process: identityOf(900, "ollama") },
    stop: ENDS_IT,
    start: SPAWNS,
  },
  {
    name: "ollama serve by hand at another port, beside the service of the install script",
    source: "systemd.unit(5), drop-ins; ollama#707",
    isSeen: false,
    at: "127.0.0.1:11500",
    machine: machine({ ...BOOTED, [`${SYSTEM}/ollama.service`]: unitFile() }, ofUnit(), BASH, {
      ...byHand(),
      port: 11500,
    }),
    detected: BY_HAND,
    stop: ENDS_IT,
    start: SPAWNS,
  },
  {
    name: "ollama serve in a terminal",
    source: "proc_pid_stat(5): tty_nr; cgroups of GNOME Terminal",
    isSeen: true,
    machine: machine(BOOTED, BASH, byHand()),
    detected: BY_HAND,
    stop: ENDS_IT,
    start: SPAWNS,
  },
  {
    name: "ollama serve in a terminal, beside a unit that is stopped",
    source: "scripts/install.sh in Ollama's repository; ollama#707",
    isSeen: false,
    machine: machine({ ...BOOTED, [`${SYSTEM}/ollama.service`]: unitFile() }, BASH, byHand()),
    detected: BY_HAND,
    stop: ENDS_IT,
    start: starts(SYSTEM_UNIT),
  },
  {
    name: "ollama serve in the terminal of a VS Code that is a service itself",
    source: "code-server's unit; a terminal of VS Code has a controlling terminal",
    isSeen: false,
    machine: machine(
      { ...BOOTED, "/usr/lib/systemd/system/code-server@.service": CODE_SERVER },
      BASH,
      byHand({ cgroup: "/system.slice/system-code\\x2dserver.slice/code-server@jane.service" }),
    ),
    detected: BY_HAND,
    stop: ENDS_IT,
    start: SPAWNS,
  },
  {
    name: "a child of another program in that service",
    source: "code-server's unit; a child without a terminal",
    isSeen: false,
    machine: machine(
      { ...BOOTED, "/usr/lib/systemd/system/code-server@.service": CODE_SERVER },
      byHand({
        parent: 1,
        hasTerminal: false,
        cgroup: "/system.slice/system-code\\x2dserver.slice/code-server@jane.service",
      }),
    ),
    detected: { kind: "another-program", process: identityOf(900, OLLAMA) },
    stop: NOT_OURS,
    start: SPAWNS,
  },
  {
    name: "ollama serve with nohup, whose terminal is closed",
    source: "nohup(1); credentials(7): the controlling terminal of a session that has ended",
    isSeen: false,
    machine: machine(BOOTED, byHand({ parent: 1, hasTerminal: false, cgroup: `${USER}/session-3.scope` })),
    detected: BY_HAND,
    stop: ENDS_IT,
    start: SPAWNS,
  },
  {
    name: "ollama serve under pm2",
    source: "pm2.keymetrics.io/docs: its God Daemon is the parent, and starts what ends",
    isSeen: false,
    machine: machine(
      BOOTED,
      { pid: 600, argv: ["PM2 v5.3.0: God Daemon (/home/jane/.pm2)"], exe: "/usr/bin/node", port: 1 },
      byHand({ parent: 600, hasTerminal: false }),
    ),
    detected: { kind: "another-program", process: identityOf(900, OLLAMA) },
    stop: NOT_OURS,
    start: SPAWNS,
  },
  {
    name: "a development container, in which the unit's file is and systemd is not",
    source: "sd_booted(3)",
    isSeen: true,
    machine: machine({ [`${SYSTEM}/ollama.service`]: unitFile() }, BASH, byHand({ cgroup: "/" })),
    detected: BY_HAND,
    stop: ENDS_IT,
    start: SPAWNS,
  },
  {
    name: "a unit that ran it before, in whose place a terminal does",
    source: "systemd.unit(5)",
    isSeen: false,
    last: SYSTEM_UNIT,
    machine: machine({ ...BOOTED, [`${SYSTEM}/ollama.service`]: unitFile() }, BASH, byHand()),
    detected: BY_HAND,
    stop: ENDS_IT,
    start: starts(SYSTEM_UNIT),
  },
];
