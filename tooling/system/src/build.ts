import { spawn } from "node:child_process";
import { endingOf } from "./process-group.ts";
import { packageProgram, root } from "./programs.ts";

/** Builds all packages, and shows all that is said or only what goes wrong; false if it failed. */
export async function build(show: "all" | "errors"): Promise<boolean> {
  const [program, ...args] = packageProgram("turbo");
  const env = { ...process.env, TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1" };
  const stdio = show === "all" ? "inherit" : "pipe";
  const turbo = spawn(program, [...args, "run", "build", "--output-logs=new-only"], {
    cwd: root,
    env,
    stdio,
  });
  const said: Buffer[] = [];
  for (const stream of [turbo.stdout, turbo.stderr]) stream?.on("data", (chunk: Buffer) => said.push(chunk));
  const hasWorked = (await endingOf(turbo)) === 0;
  if (!hasWorked) process.stderr.write(Buffer.concat(said));
  return hasWorked;
}
