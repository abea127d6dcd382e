// launchctl: from launchctl(1) and public issues; open: from open(1); osascript: from ollama#2372. Not seen on a
// machine of ours.

/** `launchctl list LABEL`: exit 113. */
export const NO_JOB = (label: string): string => `Could not find service "${label}" in domain for port`;

/** `launchctl print gui/501/LABEL`: exit 113. */
export const NO_JOB_TO_PRINT = (label: string): string =>
  `Bad request.\nCould not find service "${label}" in domain for user gui: 501`;

/** `open -a NAME`: exit 1. */
export const NO_APP = (name: string): string => `Unable to find application named '${name}'`;

/** `osascript -e 'quit app "Ollama"'` since 0.12.10: the app hides, and stays. Exit 1 (docs/ollama.md §4.4). */
export const QUIT_CANCELLED = "0:19: execution error: Ollama got an error: User canceled. (-128)";
