import type { ProcessIdentity } from "../../service/owner.ts";
import { endsServing } from "./ollama-program.ts";

/** A process as its operating system reports it. */
export type RunningProcess = {
  readonly identity: ProcessIdentity;
  /** The user's name, where it can be read. */
  readonly user: string | undefined;
  /** Whether the person runs it, and not another user. */
  readonly isMine: boolean;
  /** The program and its arguments in one line; empty if they cannot be read. */
  readonly command: string;
};

/** `name` is the label of a job of launchd, or the name of a service; its process may be one that runs the other. */
export type Job = { readonly name: string; readonly process: ProcessIdentity };

/** The process that listens at a port. */
export type HolderProcess = {
  /** At which address it listens, without brackets; `*` is every address. Absent: that may not be seen. */
  readonly address?: string;
  readonly process: RunningProcess;
  /** The process that started it, then that one's parent, and so on. */
  readonly parents: readonly RunningProcess[];
  /** The job of launchd, or the service of Windows, that runs it. */
  readonly job?: Job;
};

/** What listens at a port. Without more rights, only the pid of another user's process is told, if anything. */
export type PortListener = {
  readonly address: string;
  readonly pid: number;
  readonly process?: RunningProcess;
  /** As those of `HolderProcess`. */
  readonly parents: readonly RunningProcess[];
};

/** The file name of a program. */
export const fileNameOf = (executable: string): string =>
  executable.slice(Math.max(executable.lastIndexOf("/"), executable.lastIndexOf("\\")) + 1);

/** The same in lower case: the file systems of macOS and Windows ignore the case. */
export const programName = (executable: string): string => fileNameOf(executable).toLowerCase();

/** Whether a process is a server of Ollama. */
export const isOllamaServe = ({ command }: RunningProcess): boolean => endsServing(command);

/** Programs in which people start others by hand, or by a script of theirs. */
const BY_HAND =
  /^-?(sh|bash|dash|zsh|fish|nu|ksh|tcsh|csh|login|tmux|screen|make|cmd|powershell|pwsh|explorer|windowsterminal|node|bun|deno|ruby|perl|python[\d.]*)(\.exe)?$/;

/** Whether the person started it, and no supervisor is seen that would start it again. */
export function isByHand({ process, parents: [parent], job }: HolderProcess): boolean {
  if (job !== undefined || !process.isMine || !isOllamaServe(process)) return false;
  // One whose parent has ended was often started in a terminal that is closed now.
  return !parent || BY_HAND.test(programName(parent.identity.executable));
}
