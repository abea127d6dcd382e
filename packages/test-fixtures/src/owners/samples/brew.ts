// From Homebrew's source (Library/Homebrew/services) and public issues (Homebrew/homebrew-services#511,
// Homebrew/brew#2640). Not seen on a machine of ours.

export const STARTED = (name: string): string =>
  `==> Successfully started \`${name}\` (label: ${LABEL(name)})`;

export const STOPPED = (name: string): string =>
  `Stopping \`${name}\`... (might take a while)\n` +
  `==> Successfully stopped \`${name}\` (label: ${LABEL(name)})`;

/** Exit 0. */
export const ALREADY_STARTED = (name: string): string =>
  `Service \`${name}\` already started, use \`brew services restart ${name}\` to restart.`;

/** On standard error; exit 0. */
export const NOT_STARTED = (name: string): string => `Warning: Service \`${name}\` is not started.`;

/** Exit 1. */
export const NO_FORMULA = (name: string): string => `Error: No available formula with the name "${name}".`;

export const LABEL = (name: string): string => `homebrew.mxcl.${name}`;
