// From Microsoft's page "taskkill" and public reports with its output. Not seen on a machine of ours.

export const TERMINATED = (pid: number): string =>
  `SUCCESS: The process with PID ${pid} has been terminated.`;

/** Without /F, the window of the process is asked to close. */
export const ASKED_TO_END = (pid: number): string =>
  `SUCCESS: Sent termination signal to the process with PID ${pid}.`;

/** Exit 128. */
export const NO_PROCESS = (what: string): string => `ERROR: The process "${what}" not found.`;
