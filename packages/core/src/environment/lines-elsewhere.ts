import type { Owner } from "../service/owner.ts";
import { isPossibleName } from "./variables.ts";
import { inShell } from "../shared/terminal-line.ts";

/** Programs that run Ollama, and have an environment of their own for it. */
export const SUPERVISORS = [
  "systemd",
  "systemd-user",
  "docker",
  "compose",
  "mac-app",
  "homebrew",
  "windows",
] as const;
export type Supervisor = (typeof SUPERVISORS)[number];

export type Variables = Readonly<Record<string, string>>;

/** The supervisor of an owner, if it has an environment that can be set. */
export function supervisorOf(owner: Owner): Supervisor | undefined {
  switch (owner.kind) {
    case "systemd":
      return owner.scope === "system" ? "systemd" : "systemd-user";
    case "container":
      return "docker";
    case "homebrew":
    case "mac-app":
      return owner.kind;
    case "windows-app":
      return "windows";
    case "looking":
    case "paddock":
    case "terminal":
    case "windows-service":
    case "kubernetes":
    case "custom":
    case "another-program":
    case "elsewhere":
      return undefined;
  }
}

/**
 * The lines that give a supervisor's Ollama these variables; they are shown to the person, and never run. A name that
 * cannot be one is left out: it would be a command of its own where the person pastes it.
 */
export function environmentLines(supervisor: Supervisor, variables: Variables): readonly string[] {
  const entries = Object.entries(variables).filter(([name]) => isPossibleName(name));
  switch (supervisor) {
    case "systemd":
      return systemdLines(["sudo", "systemctl"], entries);
    case "systemd-user":
      return systemdLines(["systemctl", "--user"], entries);
    case "docker":
      return withoutHost(entries).map(([name, value]) => `-e ${inShell(`${name}=${value}`)}`);
    case "compose":
      return [
        "services:",
        "  ollama:",
        "    environment:",
        ...withoutHost(entries).map(([name, value]) => `      ${name}: ${inCompose(value)}`),
      ];
    case "mac-app":
      return [...launchctlLines(entries), "# Then quit Ollama in the menu bar, and open it again."];
    case "homebrew":
      return [...launchctlLines(entries), "brew services restart ollama"];
    case "windows":
      return [
        ...entries.map(
          ([name, value]) =>
            `[Environment]::SetEnvironmentVariable(${inPowerShell(name)}, ${inPowerShell(value)}, 'User')`,
        ),
        "# Then quit Ollama in the task bar, and start it again.",
      ];
  }
}

type Entries = readonly (readonly [string, string])[];

/** In a container, Ollama listens on every address: its port is published by the engine (Ollama's Dockerfile). */
const withoutHost = (entries: Entries): Entries => entries.filter(([name]) => name !== "OLLAMA_HOST");

/** A drop-in, as Ollama's FAQ has it ("Setting environment variables on Linux"; systemctl(1), edit). */
const systemdLines = (systemctl: readonly string[], entries: Entries): readonly string[] => [
  `# ${systemctl.join(" ")} edit ollama.service`,
  "[Service]",
  ...entries.map(([name, value]) => `Environment=${inSystemd(`${name}=${value}`)}`),
  `# ${systemctl.join(" ")} restart ollama.service`,
];

/** Ollama's FAQ, "Setting environment variables on Mac"; launchctl(1), setenv. They last until the Mac is restarted. */
const launchctlLines = (entries: Entries): readonly string[] =>
  entries.map(([name, value]) => `launchctl setenv ${name} ${inShell(value)}`);

/** In double quotes with C escapes; `%` begins a specifier (systemd.syntax(7), systemd.unit(5)). */
const inSystemd = (text: string): string =>
  `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("%", "%%").replaceAll("\n", "\\n")}"`;

/** A JSON string is one of YAML; Compose replaces `$NAME` (Docker's documentation, "Interpolation"). */
const inCompose = (text: string): string => JSON.stringify(text.replaceAll("$", "$$$$"));

/** Only single quotes have a meaning in single quotes, and typographic ones count as such (about_Quoting_Rules). */
const inPowerShell = (text: string): string => `'${text.replaceAll(/['\u2018-\u201B]/g, "$&$&")}'`;
