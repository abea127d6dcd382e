// Seen for real with systemd 252 (Debian 12) in a namespace, unless a line says otherwise. The exit codes are the
// classes of systemctl(1), "Exit status".

/** A caller without rights, and no polkit on the machine: exit 4. */
export const ACCESS_DENIED = (verb: string, unit: string): string =>
  `Failed to ${verb} ${unit}: Access denied\n${SEE_LOGS(unit)}`;

/**
 * A caller without rights; polkit would have to ask, and no agent runs: exit 1. Not seen on a machine of ours: the
 * words are in public reports of every distribution, the exit code is that of systemctl's source (a bus error that is
 * not "access denied" is a plain failure).
 */
export const INTERACTIVE_AUTHENTICATION = (verb: string, unit: string): string =>
  `Failed to ${verb} ${unit}: Interactive authentication required.\n${SEE_LOGS(unit)}`;

/** Exit 5. */
export const NOT_FOUND = (unit: string): string => `Failed to start ${unit}: Unit ${unit} not found.`;
export const NOT_LOADED = (unit: string): string => `Failed to stop ${unit}: Unit ${unit} not loaded.`;

/** Exit 1. Not seen on a machine of ours. */
export const MASKED = (unit: string): string => `Failed to start ${unit}: Unit ${unit} is masked.`;

/** `systemctl cat`: exit 1. */
export const NO_FILES = (unit: string): string => `No files found for ${unit}.`;

/** `systemctl status`: exit 4. */
export const NOT_BE_FOUND = (unit: string): string => `Unit ${unit} could not be found.`;

/** `systemctl --user` without a manager: exit 1. */
export const NO_USER_BUS = "Failed to connect to bus: No such file or directory";
/** In a container, or in WSL without systemd: exit 1. Not seen on a machine of ours; public reports have it. */
export const NOT_BOOTED =
  "System has not been booted with systemd as init system (PID 1). Can't operate.\n" +
  "Failed to connect to bus: Host is down";

/** `systemctl show` prints in its own order, whatever order was asked for. */
export const SHOW_ORDER = [
  "Type",
  "Restart",
  "RestartUSec",
  "MainPID",
  "NRestarts",
  "Result",
  "ExecMainStartTimestamp",
  "ExecStart",
  "ControlGroup",
  "Environment",
  "User",
  "Id",
  "LoadState",
  "ActiveState",
  "SubState",
  "FragmentPath",
  "DropInPaths",
  "UnitFileState",
] as const;

const SEE_LOGS = (unit: string): string => `See system logs and 'systemctl status ${unit}' for details.`;
