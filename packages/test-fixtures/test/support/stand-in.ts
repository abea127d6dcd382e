import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { dirname } from "node:path";
import { onTestFinished } from "vitest";
import { standInExecutable } from "../../src/index.ts";
import { until } from "./until.ts";

/** A stand-in process. */
export interface StandIn {
  readonly child: ChildProcess;
  readonly url: string;
  readonly port: number;
  readonly log: readonly string[];
  readonly exit: Promise<{ readonly code: number | null; readonly signal: string | null }>;
}

type Environment = Readonly<Record<string, string>>;

export async function run(
  args: readonly string[],
  env: Environment = {},
): Promise<{ code: number | null; out: string; err: string }> {
  const child = start(args, env);
  const [out, err] = [collect(child.stdout), collect(child.stderr)];
  const [code]: unknown[] = await once(child, "close");
  return { code: typeof code === "number" ? code : null, out: out.join(""), err: err.join("") };
}

/** Starts `ollama serve` on a free port, and waits until it listens. It is killed at the end of the test. */
export async function serve(env: Environment = {}, command = "serve"): Promise<StandIn> {
  const child = start([command], { OLLAMA_HOST: "127.0.0.1:0", ...env });
  const err = collect(child.stderr);
  const exit = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    child.once("exit", (code, signal) => resolve({ code, signal }));
  });
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await exit;
  });
  const listening = (): RegExpExecArray | null => /Listening on 127\.0\.0\.1:(\d+) /.exec(err.join(""));
  await until(() => listening() !== null || child.exitCode !== null);
  const port = Number(listening()?.[1]);
  return {
    child,
    url: `http://127.0.0.1:${port}`,
    port,
    get log() {
      return err.join("").split("\n");
    },
    exit,
  };
}

function start(args: readonly string[], env: Environment) {
  // Like a shell, uses the first line of the script, which runs the first `node` on the PATH.
  const path = `${dirname(process.execPath)}:${process.env.PATH ?? ""}`;
  return spawn(standInExecutable, args, { env: { PATH: path, ...env }, stdio: ["ignore", "pipe", "pipe"] });
}

function collect(stream: NodeJS.ReadableStream): string[] {
  const pieces: string[] = [];
  stream.setEncoding("utf8");
  stream.on("data", (piece: string) => pieces.push(piece));
  return pieces;
}
