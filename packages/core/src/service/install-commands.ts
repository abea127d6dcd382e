/** A command that installs Ollama from a package manager. */
export type InstallCommand = { readonly from: string; readonly command: string };

/** What is known of a machine on which Ollama is to be installed. */
export type InstallMachine = {
  readonly platform: string;
  /** The text of `/etc/os-release` (os-release(5)); absent: there is none. */
  readonly osRelease?: string;
  /** The package managers that were found. */
  readonly managers: ReadonlySet<string>;
};

type Package = InstallCommand & {
  readonly manager: string;
  readonly platform: "linux" | "darwin" | "win32";
  /** The distributions whose own repositories have it, by `ID` or `ID_LIKE`; absent: all. */
  readonly distributions?: readonly string[];
};

/**
 * Packages of Ollama, by the package indexes of the distributions, formulae.brew.sh and winget-pkgs. Debian and Ubuntu
 * have none. None of the commands was tried on a real machine.
 */
const PACKAGES: readonly Package[] = [
  {
    manager: "brew",
    platform: "darwin",
    from: "Homebrew: Ollama.app",
    command: "brew install --cask ollama-app",
  },
  { manager: "brew", platform: "darwin", from: "Homebrew: ollama", command: "brew install ollama" },
  {
    manager: "winget",
    platform: "win32",
    from: "winget",
    command: "winget install --exact --id Ollama.Ollama",
  },
  {
    manager: "pacman",
    platform: "linux",
    distributions: ["arch"],
    from: "pacman",
    command: "sudo pacman -S ollama",
  },
  {
    manager: "dnf",
    platform: "linux",
    distributions: ["fedora"],
    from: "dnf",
    command: "sudo dnf install ollama",
  },
  {
    manager: "zypper",
    platform: "linux",
    distributions: ["opensuse", "opensuse-tumbleweed"],
    from: "zypper",
    command: "sudo zypper install ollama",
  },
  {
    manager: "apk",
    platform: "linux",
    distributions: ["alpine"],
    from: "apk",
    command: "sudo apk add ollama",
  },
  { manager: "brew", platform: "linux", from: "Homebrew", command: "brew install ollama" },
];

/** The package managers to look for. */
export const PACKAGE_MANAGERS: readonly string[] = [...new Set(PACKAGES.map(({ manager }) => manager))];

/** The commands that may install Ollama on a machine, the distribution's own first. */
export function installCommands({
  platform,
  osRelease = "",
  managers,
}: InstallMachine): readonly InstallCommand[] {
  const ids = new Set(["ID", "ID_LIKE"].flatMap((name) => valuesIn(osRelease, name)));
  return PACKAGES.filter(
    (one) =>
      one.platform === platform &&
      managers.has(one.manager) &&
      (one.distributions?.some((id) => ids.has(id)) ?? true),
  ).map(({ from, command }) => ({ from, command }));
}

const valuesIn = (osRelease: string, name: string): readonly string[] =>
  (new RegExp(`^${name}=["']?([^"'\n]*)`, "m").exec(osRelease)?.[1] ?? "").split(" ").filter(Boolean);
