import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { openMachine, type MachineOptions, type TestMachine } from "../../src/index.ts";

/** A machine that is closed at the end of the test. */
export async function machineFor(options: MachineOptions): Promise<TestMachine> {
  const machine = await openMachine(options);
  onTestFinished(() => machine.close());
  return machine;
}

type Ran = { readonly code: number | null; readonly out: string; readonly err: string };

/** Runs a tool of the machine as a program would: `run(machine, "systemctl stop ollama")`. */
export async function run(machine: TestMachine, line: string | readonly string[]): Promise<Ran> {
  const [child, out, err] = start(machine, line);
  const [code]: unknown[] = await once(child, "close");
  return { code: typeof code === "number" ? code : null, out: out.join(""), err: err.join("") };
}

/** Starts a tool that goes on. It is ended at the end of the test. */
export function follow(machine: TestMachine, line: string): readonly string[] {
  const [child, out] = start(machine, line);
  onTestFinished(async () => {
    const end = once(child, "exit");
    if (child.kill()) await end;
  });
  return out;
}

function start(machine: TestMachine, line: string | readonly string[]) {
  const [tool = "", ...argv] = typeof line === "string" ? line.split(" ") : line;
  const child = spawn(join(machine.bin, tool), argv, {
    env: { ...machine.environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const collect = (stream: NodeJS.ReadableStream): string[] => {
    const pieces: string[] = [];
    stream.setEncoding("utf8").on("data", (piece: string) => pieces.push(piece));
    return pieces;
  };
  return [child, collect(child.stdout), collect(child.stderr)] as const satisfies readonly [
    ChildProcess,
    string[],
    string[],
  ];
}
