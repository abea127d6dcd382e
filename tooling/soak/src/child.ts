import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** What a child says: words on a line. */
export type Words = readonly [what: string, ...more: string[]];

/** A process of ours that is there to be killed; what it says is heard until the last line. */
export interface Child {
  readonly pid: number;
  /** Everything it has said, in order. */
  readonly said: readonly Words[];
  /** Tells it something on its standard input. */
  tell(...words: readonly (string | number)[]): void;
  /** Waits until it says something like this; throws where it ends before. */
  hears(isIt: (words: Words) => boolean): Promise<Words>;
  signal(name: "SIGSTOP" | "SIGCONT"): void;
  /** Kills it; resolves when the system has let go of all that it held, and all that it said has been heard. */
  kill(): Promise<void>;
  /** Resolves when it has ended, with what it wrote on standard error. */
  readonly ended: Promise<string>;
}

/** Starts a script on the Node that runs us. */
export function startChild(script: URL, ...args: readonly string[]): Child {
  const child = spawn(process.execPath, [fileURLToPath(script), ...args], {
    stdio: ["pipe", "pipe", "pipe"],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${script.pathname} could not be started`);
  const said: Words[] = [];
  const listeners = new Set<(words: Words | undefined) => void>();
  let errors = "";
  child.stdin.on("error", () => undefined); // it has been killed
  child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  createInterface({ input: child.stdout }).on("line", (line) => {
    const [what = "", ...more] = line.split(" ");
    const words: Words = [what, ...more];
    said.push(words);
    for (const listener of listeners) listener(words);
  });
  const ended = once(child, "close").then(() => {
    for (const listener of listeners) listener(undefined);
    return errors;
  });

  return {
    pid,
    said,
    ended,
    tell: (...words) => void child.stdin.write(`${words.join(" ")}\n`),
    signal: (name) => void child.kill(name),
    hears: (isIt) =>
      new Promise((resolve, reject) => {
        const listener = (words: Words | undefined): void => {
          if (words && !isIt(words)) return;
          listeners.delete(listener);
          if (words) resolve(words);
          else reject(new Error(`${script.pathname} has ended: ${errors}`));
        };
        const before = said.find(isIt);
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
