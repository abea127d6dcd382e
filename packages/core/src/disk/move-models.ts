import { environmentLines, supervisorOf } from "../environment/lines-elsewhere.ts";
import type { Owner } from "../service/owner.ts";
import { inShell } from "../shared/terminal-line.ts";

/** The lines for moving a models folder, for the program that runs Ollama; none of them is run by Paddock. */
export type MoveLines = {
  readonly copy: readonly string[];
  /** Where Ollama runs as a user of its own. */
  readonly rights: readonly string[];
  /** Where the new folder is set; empty: in Paddock's setting, or in a place that is not known. */
  readonly set: readonly string[];
};

type Move = { readonly from: string; readonly to: string };

/** Whether a path is one of Windows. */
const isWindows = (path: string): boolean => /^(?:[A-Za-z]:[\\/]|\\\\)/.test(path);

export const isAbsolute = (path: string): boolean => path.startsWith("/") || isWindows(path);

/**
 * rsync(1), `-a` keeps links and times, which tell Ollama the age of files; robocopy, Microsoft's documentation, `/E` with
 * subfolders, `/COPY:DAT` with times. The rights: Ollama's FAQ, "How do I set them to a different location?".
 */
export function moveLines({ from, to }: Move, owner: Owner): MoveLines {
  const isOfSystem = owner.kind === "systemd" && owner.scope === "system";
  const sudo = isOfSystem ? "sudo " : "";
  return {
    copy: isWindows(from)
      ? [`robocopy ${inDoubleQuotes(from)} ${inDoubleQuotes(to)} /E /COPY:DAT`]
      : [`${sudo}mkdir -p ${inShell(to)}`, `${sudo}rsync -a ${inShell(`${from}/`)} ${inShell(`${to}/`)}`],
    rights: isOfSystem ? [`sudo chown -R ollama:ollama ${inShell(to)}`] : [],
    set: settingLines(to, owner),
  };
}

/** A container sees only what is mounted: its folder stays, and another one of the machine is put there (Ollama's docker.md). */
function settingLines(to: string, owner: Owner): readonly string[] {
  if (owner.kind === "container") return [`-v ${inShell(`${to}:/root/.ollama/models`)}`];
  const supervisor = supervisorOf(owner);
  if (supervisor !== undefined) return environmentLines(supervisor, { OLLAMA_MODELS: to });
  return owner.kind === "terminal" ? [`OLLAMA_MODELS=${inShell(to)} ollama serve`] : [];
}

/** A path of Windows has no quotes in it; one at its end would quote the quote. */
const inDoubleQuotes = (path: string): string => `"${path.replaceAll('"', "").replace(/\\+$/, "")}"`;
