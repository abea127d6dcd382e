import { processOf, type Owner } from "../service/owner.ts";

/** How an Ollama is updated. Nothing is run: a command is only typed, and pages are only opened. */
export type WayToUpdate =
  | {
      readonly kind: "command";
      readonly command: string;
      readonly remark: "service-file" | "new-container" | "nothing";
    }
  | { readonly kind: "page"; readonly url: string; readonly remark: "by-itself" | "as-installed" };

/** https://docs.ollama.com/linux#updating */
const INSTALLER = "curl -fsSL https://ollama.com/install.sh | sh";
/** https://docs.ollama.com/faq#how-can-i-upgrade-ollama: the apps download updates, and install them on a restart. */
const BY_ITSELF: WayToUpdate = {
  kind: "page",
  url: "https://docs.ollama.com/faq#how-can-i-upgrade-ollama",
  remark: "by-itself",
};
const AS_INSTALLED: WayToUpdate = {
  kind: "page",
  url: "https://ollama.com/download",
  remark: "as-installed",
};

/** The way to update what an owner runs; `executable` is the program that runs, where it is known. */
export function wayToUpdate(owner: Owner, executable: string | undefined): WayToUpdate {
  switch (owner.kind) {
    case "homebrew":
      return brewUpgrade;
    case "systemd":
      // The installer writes the file of the service anew; what was set with `systemctl edit` stays.
      return owner.scope === "system" && isOfInstaller(executable)
        ? { kind: "command", command: INSTALLER, remark: "service-file" }
        : byProgram(executable);
    case "mac-app":
    case "windows-app":
      return BY_ITSELF;
    case "container":
      return pullOf(owner);
    case "looking":
    case "paddock":
    case "terminal":
    case "another-program":
      return byProgram(executable ?? processOf(owner)?.executable);
    case "windows-service":
    case "kubernetes":
    case "custom":
    case "elsewhere":
      return AS_INSTALLED;
  }
}

/** https://docs.brew.sh/Manpage#upgrade-options-installed_formulainstalled_cask- */
const brewUpgrade: WayToUpdate = { kind: "command", command: "brew upgrade ollama", remark: "nothing" };

/** The installer puts it there; a package of a distribution is in `/usr/bin`, and another one must not get over it. */
const isOfInstaller = (executable: string | undefined): boolean =>
  executable === undefined || executable.startsWith("/usr/local/");

function byProgram(executable: string | undefined): WayToUpdate {
  if (executable === undefined) return AS_INSTALLED;
  if (/\/(Cellar|homebrew|linuxbrew)\//.test(executable)) return brewUpgrade;
  return /\/Ollama\.app\/|\\Programs\\Ollama\\/i.test(executable) ? BY_ITSELF : AS_INSTALLED;
}

/**
 * https://docs.ollama.com/docker: only the image is fetched; its container must be made again. Podman asks no short
 * names without a terminal's question, so it gets the whole one.
 */
function pullOf({ engine, context }: Extract<Owner, { kind: "container" }>): WayToUpdate {
  if (context !== undefined && (engine !== "docker" || !/^[\w.-]+$/.test(context))) return AS_INSTALLED;
  const at = context === undefined ? "" : ` --context ${context}`;
  const image = engine === "docker" ? "ollama/ollama" : "docker.io/ollama/ollama";
  return { kind: "command", command: `${engine}${at} pull ${image}`, remark: "new-container" };
}
