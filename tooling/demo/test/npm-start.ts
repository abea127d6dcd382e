import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { argumentsOf, environmentOf, listProcesses } from "@paddock/vscode-harness";
import { findProgram } from "../src/find-program.ts";

/** The real start.ts, running. */
export interface Started {
  /** Waits until the output matches; resolves with the first group, or with the whole match. */
  untilOutput(what: RegExp): Promise<string>;
  output(): string;
  /** The command lines of the running processes that it has started, directly or indirectly. */
  running(): readonly string[];
  readonly exitCode: Promise<number | null>;
  /** Ends it as Ctrl+C does. */
  interrupt(): Promise<number | null>;
}

export type StartOptions = {
  /** The folders on the PATH, in addition to one with the few programs that our scripts need. */
  readonly onPath: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
};

/** Runs start.ts as `npm start` does, with only these programs and variables. */
export function npmStart({ onPath, environment = {}, args = [] }: StartOptions): Started {
  const programs = linkPrograms("node", "npm", "sh", "env");
  const mark = randomUUID();
  const child = spawn(process.execPath, [fileURLToPath(new URL("../start.ts", import.meta.url)), ...args], {
    cwd: fileURLToPath(new URL("../../..", import.meta.url)),
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      HOME: process.env.HOME,
      // A closed port, so that an Ollama on this machine is not found.
      OLLAMA_HOST: "127.0.0.1:1",
      ...environment,
      PATH: [...onPath, programs].join(delimiter),
      NPM_START_TEST: mark,
    },
  });
  const exitCode = once(child, "exit").then(([code]) => {
    rmSync(programs, { recursive: true, force: true });
    return code as number | null;
  });
  let output = "";
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      for (const listen of listeners) listen();
    });
  }
  return {
    output: () => output,
    untilOutput: (what) =>
      new Promise((resolve, reject) => {
        const listen = (): void => {
          const found = what.exec(output);
          if (found !== null) resolve(found[1] ?? found[0]);
        };
        listeners.add(listen);
        listen();
        void exitCode.then(() =>
          reject(new Error(`npm start ended before its output matched ${what}:\n${output}`)),
        );
      }),
    running: () => markedCommands(mark),
    exitCode,
    interrupt() {
      child.kill("SIGINT");
      return exitCode;
    },
  };
}

function linkPrograms(...names: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "paddock-path-"));
  for (const name of names) {
    const program = name === "node" ? process.execPath : findProgram(name);
    if (program === undefined) throw new Error(`there is no ${name} on the PATH`);
    symlinkSync(program, join(folder, name));
  }
  return folder;
}

function markedCommands(mark: string): readonly string[] {
  return listProcesses()
    .filter(({ pid, isZombie }) => !isZombie && environmentOf(pid).includes(`NPM_START_TEST=${mark}`))
    .map(({ pid }) => argumentsOf(pid).join(" "));
}
