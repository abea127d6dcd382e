import { SPAWNS, type MachineCase } from "../machine-case.ts";
import {
  OLLAMA,
  SERVE,
  PORT,
  APPS,
  unitFile,
  HOST,
  BOOTED,
  SYSTEM,
  machine,
  ofUnit,
  SYSTEM_UNIT,
  USER_UNIT,
  acts,
  starts,
  withLinks,
} from "./parts.ts";
import { tcpTable } from "./process.ts";

/** Units of systemd. */
export const LINUX_UNITS: readonly MachineCase[] = [
  {
    name: "no Ollama, no unit",
    source: "proc_net_tcp.rst of the Linux kernel; docs/ollama.md §4.3",
    isSeen: true,
    machine: machine(BOOTED),
    start: SPAWNS,
  },
  {
    name: "the unit of Ollama's install script",
    source: "scripts/install.sh in Ollama's repository; cgroups(7)",
    isSeen: false,
    machine: machine({ ...BOOTED, [`${SYSTEM}/ollama.service`]: unitFile() }, ofUnit()),
    detected: SYSTEM_UNIT,
    stop: acts("stop"),
    start: starts(SYSTEM_UNIT),
  },
  {
    name: "that unit, on a machine with control groups of version 1",
    source: "cgroups(7), “/proc/pid/cgroup”; the form was seen on a Linux 5.10",
    isSeen: false,
    machine: machine(
      {
        ...BOOTED,
        [`${SYSTEM}/ollama.service`]: unitFile(),
        "/proc/812/cgroup":
          "12:pids:/system.slice/ollama.service\n5:devices:/\n1:name=systemd:/system.slice/ollama.service\n0::/system.slice/ollama.service\n",
      },
      ofUnit(),
    ),
    detected: SYSTEM_UNIT,
    stop: acts("stop"),
    start: starts(SYSTEM_UNIT),
  },
  {
    name: "that unit, stopped",
    source: "scripts/install.sh in Ollama's repository",
    isSeen: false,
    machine: machine({ ...BOOTED, [`${SYSTEM}/ollama.service`]: unitFile() }),
    start: starts(SYSTEM_UNIT),
  },
  {
    name: "the unit of a distribution's package",
    source: "docs/ollama.md §4.3 (Arch: ollama#2701)",
    isSeen: false,
    machine: machine(
      { ...BOOTED, "/usr/lib/systemd/system/ollama.service": unitFile("/usr/bin/ollama serve") },
      { ...ofUnit(), argv: ["/usr/bin/ollama", "serve"] },
    ),
    detected: SYSTEM_UNIT,
    stop: acts("stop"),
    start: starts(SYSTEM_UNIT),
  },
  {
    name: "a unit of the user",
    source: "systemd.unit(5), “User Unit Search Path”; user@.service(5)",
    isSeen: false,
    machine: machine(
      {
        ...BOOTED,
        "/home/jane/.config/systemd/user/ollama.service": "[Service]\nExecStart=%h/bin/ollama serve\n",
      },
      {
        pid: 812,
        argv: ["/home/jane/bin/ollama", "serve"],
        exe: "/home/jane/bin/ollama",
        cgroup: `${APPS}/ollama.service`,
      },
    ),
    detected: USER_UNIT,
    stop: acts("stop", "ollama.service", "--user"),
    start: starts(USER_UNIT),
  },
  {
    name: "a unit of the user with another name, and a script that starts Ollama in its command",
    source: "systemd.service(5), “Command lines”",
    isSeen: false,
    machine: machine(
      {
        ...BOOTED,
        "/home/jane/.config/systemd/user/llm.service":
          "[Service]\n# the models are on the big disk\nExecStart=/bin/sh -c 'OLLAMA_MODELS=/big exec ollama serve'\n",
      },
      { pid: 812, argv: ["ollama", "serve"], exe: OLLAMA, cgroup: `${APPS}/llm.service` },
    ),
    detected: { kind: "systemd", scope: "user", unit: "llm.service" },
    stop: acts("stop", "llm.service", "--user"),
    start: starts({ kind: "systemd", scope: "user", unit: "llm.service" }),
  },
  {
    name: "a unit of the user that is disabled, on a machine whose own unit is at another port",
    source: "systemctl(1): a disabled unit can be started",
    isSeen: false,
    machine: machine({
      ...BOOTED,
      [`${SYSTEM}/ollama.service`]: unitFile(),
      [`${SYSTEM}/ollama.service.d/override.conf`]: HOST("127.0.0.1:11500"),
      "/home/jane/.config/systemd/user/ollama.service": "[Service]\nExecStart=ollama serve\n",
    }),
    start: starts(USER_UNIT),
  },
  {
    name: "two units of one user on two ports",
    source: "systemd.exec(5), `Environment=` and `EnvironmentFile=`",
    isSeen: false,
    at: "127.0.0.1:11435",
    machine: machine(
      {
        ...BOOTED,
        [`${SYSTEM}/ollama.service`]: unitFile(),
        [`${SYSTEM}/ollama-gpu1.service`]: unitFile(`${OLLAMA} serve`, "EnvironmentFile=-/etc/default/gpu1"),
        "/etc/default/gpu1": "# the second card\nCUDA_VISIBLE_DEVICES=1\nOLLAMA_HOST='127.0.0.1:11435'\n",
      },
      ofUnit(),
      { ...ofUnit("ollama-gpu1.service"), pid: 813, port: 11435 },
    ),
    detected: { kind: "systemd", scope: "system", unit: "ollama-gpu1.service" },
    stop: acts("stop", "ollama-gpu1.service"),
    start: starts({ kind: "systemd", scope: "system", unit: "ollama-gpu1.service" }),
  },
  {
    name: "an instance of a template",
    source: "systemd.unit(5), “instances”",
    isSeen: false,
    at: "127.0.0.1:11601",
    machine: machine(
      {
        ...BOOTED,
        [`${SYSTEM}/ollama@.service`]: unitFile(
          `${OLLAMA} serve`,
          "Environment=OLLAMA_HOST=127.0.0.1:1160%i",
        ),
      },
      { ...ofUnit("ollama@1.service"), port: 11601 },
      { ...ofUnit("ollama@2.service"), pid: 814, port: 11602 },
    ),
    detected: { kind: "systemd", scope: "system", unit: "ollama@1.service" },
    stop: acts("stop", "ollama@1.service"),
    start: starts({ kind: "systemd", scope: "system", unit: "ollama@1.service" }),
  },
  {
    name: "a unit that listens at every address",
    source: "docs/ollama.md §4.1; faq of Ollama, “expose Ollama on my network”",
    isSeen: false,
    machine: machine(
      {
        ...BOOTED,
        [`${SYSTEM}/ollama.service`]: unitFile(),
        [`${SYSTEM}/ollama.service.d/override.conf`]: HOST("0.0.0.0"),
        "/proc/net/tcp": tcpTable(),
        "/proc/net/tcp6": tcpTable({
          address: "0".repeat(32),
          port: PORT,
          uid: 997,
          inode: 8120,
        }),
      },
      ofUnit(),
    ),
    detected: SYSTEM_UNIT,
    stop: acts("stop"),
    start: starts(SYSTEM_UNIT),
  },
  {
    name: "a masked unit",
    source: "systemd.unit(5): a link to /dev/null",
    isSeen: false,
    machine: {
      ...machine({ ...BOOTED, "/usr/lib/systemd/system/ollama.service": unitFile() }),
      links: { [`${SYSTEM}/ollama.service`]: "/dev/null" },
    },
    start: SPAWNS,
  },
  {
    name: "a transient unit of systemd-run",
    source: "systemd-run(1); systemd.unit(5), “/run/systemd/transient”",
    isSeen: false,
    machine: machine(
      {
        ...BOOTED,
        "/run/user/1000/systemd/transient/run-u42.service":
          '[Service]\nExecStart="/usr/local/bin/ollama" "serve"\n',
      },
      { pid: 812, argv: SERVE, exe: OLLAMA, cgroup: `${APPS}/run-u42.service` },
    ),
    detected: { kind: "systemd", scope: "user", unit: "run-u42.service" },
    stop: acts("stop", "run-u42.service", "--user"),
    start: starts({ kind: "systemd", scope: "user", unit: "run-u42.service" }),
  },
  {
    name: "the snap, which runs as root",
    source: "snapcraft.io/ollama: a service `listener`; docs/ollama.md §4.3",
    isSeen: false,
    machine: machine(
      {
        ...BOOTED,
        [`${SYSTEM}/snap.ollama.listener.service`]:
          "[Unit]\nX-Snappy=yes\n[Service]\nExecStart=/usr/bin/snap run ollama.listener\nRestart=on-failure\n",
      },
      {
        pid: 812,
        argv: ["/snap/ollama/105/bin/ollama", "serve"],
        uid: 0,
        cgroup: "/system.slice/snap.ollama.listener.service",
      },
    ),
    detected: { kind: "systemd", scope: "system", unit: "snap.ollama.listener.service" },
    stop: acts("stop", "snap.ollama.listener.service"),
    start: starts({ kind: "systemd", scope: "system", unit: "snap.ollama.listener.service" }),
  },
  {
    name: "NixOS, whose units are links into its store",
    source: "nixos/modules/services/misc/ollama.nix of nixpkgs",
    isSeen: false,
    machine: withLinks(
      { [SYSTEM]: "/etc/static/systemd/system", "/etc/static/systemd/system": "/nix/store/9a-units" },
      machine(
        {
          ...BOOTED,
          "/nix/store/9a-units/ollama.service": unitFile(
            "/nix/store/1b-ollama-0.33.0/bin/ollama serve",
            'Environment="OLLAMA_HOST=127.0.0.1:11434"',
          ),
        },
        { ...ofUnit(), argv: ["/nix/store/1b-ollama-0.33.0/bin/.ollama-wrapped", "serve"] },
      ),
    ),
    detected: SYSTEM_UNIT,
    stop: acts("stop"),
    start: starts(SYSTEM_UNIT),
  },
  {
    name: "WSL with systemd",
    source: "learn.microsoft.com, “Use systemd to manage Linux services with WSL”",
    isSeen: false,
    machine: machine(
      {
        ...BOOTED,
        [`${SYSTEM}/ollama.service`]: unitFile(),
        "/proc/sys/kernel/osrelease": "5.15.167.4-microsoft-standard-WSL2\n",
      },
      ofUnit(),
    ),
    detected: SYSTEM_UNIT,
    stop: acts("stop"),
    start: starts(SYSTEM_UNIT),
  },
  {
    name: "WSL without systemd, where the install script has left its unit",
    source: "learn.microsoft.com, “Use systemd to manage Linux services with WSL”; sd_booted(3)",
    isSeen: false,
    machine: machine({
      [`${SYSTEM}/ollama.service`]: unitFile(),
      "/proc/sys/kernel/osrelease": "5.15.167.4-microsoft-standard-WSL2\n",
    }),
    start: SPAWNS,
  },
  {
    name: "a unit that ran it before the window was reloaded",
    source: "systemd.unit(5)",
    isSeen: false,
    last: SYSTEM_UNIT,
    machine: machine({ ...BOOTED, [`${SYSTEM}/ollama.service`]: unitFile() }, ofUnit()),
    detected: SYSTEM_UNIT,
    stop: acts("stop"),
    start: starts(SYSTEM_UNIT),
  },
];
