import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { openSimulator, type Simulator } from "../simulator.ts";
import { isLoopback } from "../simulator/http/access.ts";
import { describeConfig } from "./config-line.ts";
import type { Knobs } from "./settings.ts";
import { toLogLine, toRequestLine } from "./log.ts";
import { panicLines } from "./panic.ts";
import { tellTouches } from "./layer-uses-file.ts";

/** `ollama serve`: listens until it is told to stop, and says on standard error what happens. */
export async function serveCommand(
  knobs: Knobs,
  env: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const { address, version } = knobs;
  if (address.badPort !== undefined) {
    const { text, replacedBy } = address.badPort;
    say(
      toLogLine("WARN", "config.go:51", "invalid port, using default", `port=${text} default=${replacedBy}`),
    );
  }
  if (knobs.exit !== undefined) return fail(knobs.exit);
  makeFolder(knobs.modelsDir);

  let simulator: Simulator | undefined;
  // What it saves is saved before this returns; Ollama does not wait for anybody either.
  stopOnSignals(knobs.ignoresSigterm, () => void simulator?.pause());
  simulator = await open(knobs);
  simulator.faults.httpLateMs = knobs.httpLateMs;

  say(
    toLogLine(
      "INFO",
      "routes.go:1951",
      "server config",
      `env=${JSON.stringify(describeConfig(env, address))}`,
    ),
  );
  say(toLogLine("INFO", "routes.go:1953", `Ollama cloud disabled: ${knobs.isCloudDisabled}`));
  say(toLogLine("INFO", "images.go:919", `total blobs: ${countBlobs(simulator)}`));
  say(toLogLine("INFO", "images.go:926", "total unused blobs removed: 0"));
  say(
    toLogLine(
      "INFO",
      "routes.go:2008",
      `Listening on ${toHostPort(address.host, simulator.port)} (version ${version})`,
    ),
  );
  say(toLogLine("INFO", "runner.go:60", "discovering available GPUs..."));
  say(toLogLine("INFO", "types.go:50", "inference compute", COMPUTE));
  say(
    toLogLine(
      "INFO",
      "routes.go:2058",
      "vram-based default context",
      'total_vram="0 B" default_num_ctx=4096',
    ),
  );
  if (knobs.crashAfterMs !== undefined) setTimeout(() => crash(version), knobs.crashAfterMs);
}

const COMPUTE =
  'id=cpu library=cpu compute="" name=cpu description=cpu libdirs=ollama driver="" pci_id="" type="" ' +
  'total="23.5 GiB" available="22.6 GiB"';

async function open(knobs: Knobs): Promise<Simulator> {
  const { address, modelsDir, keepAliveMs, contextLength, pulls, version } = knobs;
  const { touchesFile, ...options } = pulls;
  const listen = `listen tcp ${toHostPort(address.host, address.port)}: bind:`;
  const host = toLoopback(address.host);
  if (!isLoopback(host)) return fail(`${listen} cannot assign requested address`);
  try {
    return await openSimulator({
      ...options,
      host,
      port: address.port,
      version,
      models: knobs.models,
      isCloudDisabled: knobs.isCloudDisabled,
      loadMs: knobs.loadMs,
      tokenMs: knobs.tokenMs,
      onAnswered: (request) => say(toRequestLine(request)),
      onLog: (message) => say(toLogLine("INFO", "download.go:177", message)),
      onCrash: () => crash(version),
      ...(touchesFile !== undefined && { onTouch: tellTouches(touchesFile) }),
      ...(modelsDir !== undefined && { dataDir: modelsDir }),
      ...(keepAliveMs !== undefined && { keepAliveMs }),
      ...(contextLength !== undefined && { contextLength }),
    });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "EADDRINUSE") return fail(`${listen} address already in use`);
    if (code === "EACCES") return fail(`${listen} permission denied`);
    return fail(error instanceof Error ? error.message : String(error));
  }
}

function makeFolder(folder: string | undefined): void {
  if (folder === undefined) return;
  try {
    mkdirSync(folder, { recursive: true });
  } catch {
    fail(`mkdir ${dirname(folder)}: not a directory: ensure path elements are traversable`);
  }
}

/** A stand-in never leaves this machine: asked for all addresses, it takes the loopback one. */
function toLoopback(host: string): string {
  if (host === "" || host === "0.0.0.0" || host === "localhost") return "127.0.0.1";
  return host === "::" ? "::1" : host;
}

function stopOnSignals(ignoresSigterm: boolean, save: () => void): void {
  const stop = (): never => {
    save();
    process.exit(0);
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", () => {
    if (!ignoresSigterm) stop();
  });
}

function crash(version: string): void {
  for (const line of panicLines(version)) say(line);
  process.exit(2);
}

function countBlobs(simulator: Simulator): number {
  return new Set(simulator.models.flatMap((model) => model.layers.map((layer) => layer.digest))).size;
}

function toHostPort(host: string, port: number): string {
  return `${host.includes(":") ? `[${host}]` : host}:${port}`;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function fail(reason: string): never {
  say(`Error: ${reason}`);
  process.exit(1);
}
