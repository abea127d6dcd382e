type Environment = Readonly<Record<string, string | undefined>>;

/** The folders into which installers and package managers put `ollama`, also where they are not on the PATH. */
export function usualFolders(platform: NodeJS.Platform, environment: Environment): readonly string[] {
  switch (platform) {
    case "win32":
      return windowsFolders(environment);
    case "darwin":
      return [
        ...MAC,
        ...inHome(environment, "Applications/Ollama.app/Contents/Resources"),
        ...nix(environment),
      ];
    default:
      return [...LINUX, ...inHome(environment, ".linuxbrew/bin"), ...nix(environment)];
  }
}

/** Homebrew and MacPorts ("Installation" of docs.brew.sh, the guide of macports.org), and Ollama's app. */
const MAC = [
  "/usr/local/bin",
  "/opt/homebrew/bin",
  "/opt/local/bin",
  "/Applications/Ollama.app/Contents/Resources",
] as const;

/** Ollama's install.sh, snap ("Snap documentation"), Homebrew ("Homebrew on Linux"), and hier(7) for `/opt`. */
const LINUX = [
  "/usr/local/bin",
  "/usr/bin",
  "/bin",
  "/snap/bin",
  "/home/linuxbrew/.linuxbrew/bin",
  "/opt/ollama/bin",
] as const;

/** The profiles of Nix ("Profiles" of its manual), of NixOS and nix-darwin, and `~/.local/bin` of file-hierarchy(7). */
const nix = (environment: Environment): readonly string[] => [
  ...inHome(environment, ".local/bin", ".nix-profile/bin", ".local/state/nix/profile/bin"),
  "/run/current-system/sw/bin",
  "/nix/var/nix/profiles/default/bin",
];

/**
 * Ollama's installer, for the person or with `/DIR` for all (docs/windows.md of Ollama), WinGet's links, Scoop ("Scoop
 * Folder Layout") and Chocolatey.
 */
const windowsFolders = (environment: Environment): readonly string[] => [
  ...below(environment["LOCALAPPDATA"], "\\", "Programs\\Ollama", "Microsoft\\WinGet\\Links"),
  ...below(environment["ProgramFiles"], "\\", "Ollama"),
  ...below(environment["USERPROFILE"], "\\", "scoop\\apps\\ollama\\current"),
  ...below(environment["ProgramData"], "\\", "chocolatey\\bin"),
];

const inHome = (environment: Environment, ...folders: readonly string[]): readonly string[] =>
  below(environment["HOME"], "/", ...folders);

const below = (
  parent: string | undefined,
  separator: "/" | "\\",
  ...folders: readonly string[]
): readonly string[] => (parent ? folders.map((folder) => `${parent}${separator}${folder}`) : []);
