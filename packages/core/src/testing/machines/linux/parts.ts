import type { MachineParts } from "../fake-machine.ts";
import type { Ending, MachineCase } from "../machine-case.ts";
import { identityOf, linux, tcpTable, type LinuxServer } from "./process.ts";

export const OLLAMA = "/usr/local/bin/ollama";
export const SERVE = [OLLAMA, "serve"];
export const PORT = 11434;
export const USER = "/user.slice/user-1000.slice";
export const APPS = `${USER}/user@1000.service/app.slice`;

/** The unit of Ollama's install script (scripts/install.sh in Ollama's repository). */
export const unitFile = (command = `${OLLAMA} serve`, ...more: readonly string[]): string =>
  [
    "[Unit]",
    "Description=Ollama Service",
    "After=network-online.target",
    "",
    "[Service]",
    `ExecStart=${command}`,
    "User=ollama",
    "Group=ollama",
    "Restart=always",
    "RestartSec=3",
    ...more,
    "",
    "[Install]",
    "WantedBy=default.target",
    "",
  ].join("\n");

export const HOST = (address: string): string => `[Service]\nEnvironment="OLLAMA_HOST=${address}"\n`;

/** A machine on which systemd runs, also as a manager of the user (sd_booted(3), user@.service(5)). */
export const BOOTED = { "/run/systemd/system/.keep": "", "/run/user/1000/systemd/private": "" };
export const SYSTEM = "/etc/systemd/system";

type Files = Readonly<Record<string, string>>;

/** A machine with a service that listens, or without one. */
export const machine = (files: Files, ...processes: readonly LinuxServer[]) =>
  withTools(systemctlWorks, files, processes);

export function withTools(
  tools: NonNullable<MachineParts["tools"]>,
  files: Files,
  processes: readonly LinuxServer[],
): MachineParts {
  const sockets = processes.map(({ pid, uid = 1000, port = PORT }) => ({ port, uid, inode: pid * 10 }));
  const known = processes.map((one) => ({ ...one, ...(one.exe && { sockets: [one.pid * 10] }) }));
  const made = linux(sockets, known);
  return { ...made, files: { ...made.files, ...files }, tools };
}

const systemctlWorks = { systemctl: [{ asked: /^(--user )?(start|stop) \S+$/, answer: "" }] };

/** `ollama serve` of the user `ollama`, whose executable and descriptors may not be read. */
export const ofUnit = (unit = "ollama.service"): LinuxServer => ({
  pid: 812,
  argv: SERVE,
  uid: 997,
  cgroup: `/system.slice/${unit}`,
});

export const SYSTEM_UNIT = { kind: "systemd", scope: "system", unit: "ollama.service" } as const;
export const USER_UNIT = { kind: "systemd", scope: "user", unit: "ollama.service" } as const;

export const acts = (
  verb: "start" | "stop",
  unit = "ollama.service",
  ...options: readonly string[]
): Ending => ({
  does: [["systemctl", ...options, verb, unit].join(" ")],
});
export const starts = (owner: Extract<MachineCase["detected"], { kind: "systemd" }>): Ending => ({
  ...acts("start", owner.unit, ...(owner.scope === "user" ? ["--user"] : [])),
  owner,
});

export const BASH = { pid: 700, argv: ["-bash"], exe: "/usr/bin/bash", hasTerminal: true, port: 1 };
export const byHand = (more: Partial<LinuxServer> = {}): LinuxServer => ({
  pid: 900,
  argv: SERVE,
  parent: 700,
  exe: OLLAMA,
  hasTerminal: true,
  cgroup: `${APPS}/app-org.gnome.Terminal.slice/vte-spawn-6b0e.scope`,
  ...more,
});
export const BY_HAND = { kind: "terminal", process: identityOf(900, OLLAMA) } as const;
export const ENDS_IT: Ending = { does: ["SIGTERM 900"] };

/** Who it is must be said, and nothing is done. */
export const NOT_OURS: Ending = { refused: "not-ours" };

export function withLinks(links: Readonly<Record<string, string>>, parts: MachineParts): MachineParts {
  return { ...parts, links: { ...parts.links, ...links } };
}

/** The process has a network of its own, in which it alone listens. */
export function withNetwork(parts: MachineParts, pid: number): MachineParts {
  const own = tcpTable({ port: PORT, uid: 0, inode: 1 });
  return { ...parts, files: { ...parts.files, [`/proc/${pid}/net/tcp`]: own } };
}
