import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A line of a child's output, split at spaces. */
export type Words = readonly [what: string, ...more: string[]];

/** A child process that a test kills. Its output is read to the last line. */
export interface Child {
  readonly pid: number;
  /** The lines it has printed, in order. */
  readonly lines: readonly Words[];
  /** Writes a line to its standard input. */
  tell(...words: readonly (string | number)[]): void;
  /** Waits for a line of its output; rejects if it ends before. */
  waitForLine(matches: (words: Words) => boolean): Promise<Words>;
  signal(name: "SIGSTOP" | "SIGCONT"): void;
  /** Kills it; resolves when it has ended and all its output has been read. */
  kill(): Promise<void>;
  /** Resolves when it has ended, with its standard error. */
  readonly ended: Promise<string>;
}

/** Starts a script on the Node that runs this process. */
export function startChild(script: URL, ...args: readonly string[]): Child {
  const child = spawn(process.execPath, [fileURLToPath(script), ...args], {
    stdio: ["pipe", "pipe", "pipe"],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${script.pathname} could not be started`);
  const lines: Words[] = [];
  const listeners = new Set<(words: Words | undefined) => void>();
  let errors = "";
  child.stdin.on("error", () => undefined); // it has been killed
  child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  createInterface({ input: child.stdout }).on("line", (line) => {
    const [what = "", ...more] = line.split(" ");
    const words: Words = [what, ...more];
    lines.push(words);
    for (const listener of listeners) listener(words);
  });
  const ended = once(child, "close").then(() => {
    for (const listener of listeners) listener(undefined);
    return errors;
  });

  return {
    pid,
    lines,
    ended,
    tell: (...words) => void child.stdin.write(`${words.join(" ")}\n`),
    signal: (name) => void child.kill(name),
    waitForLine: (matches) =>
      new Promise((resolve, reject) => {
        const listener = (words: Words | undefined): void => {
          if (words && !matches(words)) return;
          listeners.delete(listener);
          if (words) resolve(words);
          else reject(new Error(`${script.pathname} has ended: ${errors}`));
        };
        const before = lines.find(matches);
        if (before) resolve(before);
        else if (child.exitCode !== null || child.signalCode !== null) listener(undefined);
        else listeners.add(listener);
      }),
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
