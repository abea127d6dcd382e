// From sudo(8), pkexec(1) and public reports with their output. Not seen on a machine of ours.

/** `sudo` where it cannot ask: exit 1. */
export const SUDO_NEEDS_TERMINAL =
  "sudo: a terminal is required to read the password; either use the -S option to read from standard input or " +
  "configure an askpass helper\nsudo: a password is required";

/** `sudo -n`: exit 1. */
export const SUDO_NEEDS_PASSWORD = "sudo: a password is required";

/** `pkexec` without an agent: exit 127. */
export const PKEXEC_NOT_AUTHORIZED =
  "Error executing command as another user: Not authorized\n\nThis incident has been reported.";
