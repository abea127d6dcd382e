import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";

export type Program = {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
};

export type Supervision = {
  readonly restart: "always" | "on-failure" | "no";
  readonly restartMs: number;
  /** After this time without an end, a stop kills. */
  readonly stopMs: number;
};

export type Situation =
  | { readonly kind: "running"; readonly pid: number; readonly sinceMs: number }
  | { readonly kind: "restarting"; readonly code: number }
  | { readonly kind: "stopped"; readonly code: number | undefined };

export type LogLine = { readonly atMs: number; readonly pid: number; readonly text: string };

/** A real process with a supervisor, which starts it again after its death. */
export interface Supervised {
  readonly situation: Situation;
  readonly restarts: number;
  readonly log: readonly LogLine[];
  start(): void;
  /** SIGTERM, and SIGKILL if the process does not end. Resolves at its end. */
  stop(): Promise<void>;
  /** SIGKILL. Its supervisor does what it does after a death. */
  kill(): void;
  /** SIGKILL, and it does not come back. Resolves at the end of the process. */
  close(): Promise<void>;
}

export function openSupervised(program: Program, { restart, restartMs, stopMs }: Supervision): Supervised {
  let situation: Situation = { kind: "stopped", code: undefined };
  let child: ChildProcess | undefined;
  let pause = new AbortController();
  let restarts = 0;
  const log: LogLine[] = [];

  const ended = async (code: number, isKilled: boolean): Promise<void> => {
    child = undefined;
    const comesBack = restart === "always" || (restart === "on-failure" && (code !== 0 || isKilled));
    if (!comesBack) return void (situation = { kind: "stopped", code });
    situation = { kind: "restarting", code };
    pause = new AbortController();
    const { signal } = pause;
    await setTimeout(restartMs, undefined, { signal }).catch(() => undefined); // it only fails when aborted
    if (signal.aborted) return;
    restarts += 1;
    start();
  };

  const start = (): void => {
    if (child) return;
    pause.abort();
    const started = spawn(program.command, program.arguments, {
      env: program.environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const { pid = 0 } = started;
    child = started;
    situation = { kind: "running", pid, sinceMs: Date.now() };
    for (const stream of [started.stdout, started.stderr])
      createInterface(stream).on("line", (text) => void log.push({ atMs: Date.now(), pid, text }));
    started.once("error", () => started.emit("exit", 203, null)); // systemd's code if the program cannot be run
    started.once("exit", (code, signal) => {
      if (child === started) void ended(code ?? SIGNALLED, signal !== null);
    });
  };

  const end = async (signal: "SIGTERM" | "SIGKILL"): Promise<void> => {
    pause.abort();
    const ending = child;
    child = undefined;
    situation = { kind: "stopped", code: 0 };
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    const exit = once(ending, "exit");
    ending.kill(signal);
    const isOver = await Promise.race([exit.then(() => true), setTimeout(stopMs, false, { ref: false })]);
    if (isOver) return;
    ending.kill("SIGKILL");
    await exit;
    situation = { kind: "stopped", code: SIGNALLED };
  };

  return {
    get situation() {
      return situation;
    },
    get restarts() {
      return restarts;
    },
    log,
    start,
    stop: () => end("SIGTERM"),
    kill: () => void child?.kill("SIGKILL"),
    close: () => end("SIGKILL"),
  };
}

const SIGNALLED = 137;
