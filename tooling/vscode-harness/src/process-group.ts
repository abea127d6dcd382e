import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { argumentsOf, seeProcesses } from "./processes.ts";

/** A program together with all that it starts, except what it lets go into a session of its own. */
export interface ProcessGroup {
  readonly process: ChildProcess;
  /** How it ended: the exit code, or the name of the signal. Rejects if it could not be started. */
  readonly ended: Promise<number | string>;
  /** Asks it to end, waits for it and its members, and ends by force what has not after the time given. */
  close(graceMs?: number): Promise<void>;
}

/** How a group is started, and what of it is waited for. */
export type GroupOptions = {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** A pipe that nothing is written to: the program can see by it that we are gone. */
  readonly stdin?: "ignore" | "pipe";
  /** Which members, by their arguments, get time to end; all of them unless told. */
  readonly isAwaited?: (args: readonly string[]) => boolean;
};

/** Starts a program in a process group of its own, with its output piped. */
export function openProcessGroup(
  program: string,
  args: readonly string[],
  { stdin = "ignore", isAwaited = () => true, ...options }: GroupOptions,
): ProcessGroup {
  const child = spawn(program, args, {
    ...options,
    stdio: [stdin, "pipe", "pipe"],
    detached: process.platform !== "win32",
  });
  let closing: Promise<void> | undefined;
  const close = (graceMs = 8_000): Promise<void> => (closing ??= closeGroup(child, graceMs, isAwaited));
  const ended = endingOf(child);
  ended.catch(() => undefined); // whoever asks hears of it
  return { process: child, ended, close };
}

/** How a program ends, when all that it said has been read. */
export function endingOf(child: ChildProcess): Promise<number | string> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve(code ?? signal ?? "nothing"));
  });
}

async function closeGroup(
  child: ChildProcess,
  graceMs: number,
  isAwaited: (args: readonly string[]) => boolean,
): Promise<void> {
  if (child.pid === undefined) return;
  const untilMs = Date.now() + graceMs;
  if (isRunning(child)) {
    const exited = once(child, "exit");
    child.kill("SIGTERM");
    await Promise.race([exited, delay(graceMs, undefined, { ref: false })]);
  }
  while (Date.now() < untilMs && isAnyAlive(child.pid, isAwaited)) await delay(50);
  if (isAnyAlive(child.pid, () => true)) signalGroup(child.pid, "SIGKILL");
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

// To the system a zombie is a member of its group like any other, for as long as nobody takes note of it.
function isAnyAlive(group: number, counts: (args: readonly string[]) => boolean): boolean {
  if (process.platform !== "linux") return signalGroup(group, 0);
  return seeProcesses().some(
    (each) => each.group === group && !each.isZombie && counts(argumentsOf(each.pid)),
  );
}

// Whether anything of the group was there to get it. Windows knows no groups.
function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  if (process.platform === "win32") return false;
  try {
    process.kill(-pid, signal);
    return true;
  } catch {
    return false;
  }
}
