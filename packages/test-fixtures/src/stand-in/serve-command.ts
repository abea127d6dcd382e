import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { openSimulator, type Simulator } from "../simulator.ts";
import { isLoopback } from "../simulator/http/guard.ts";
import { describeConfig } from "./config-line.ts";
import type { Knobs } from "./knobs.ts";
import { toLogLine, toRequestLine } from "./log.ts";

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

  stopOnSignals(knobs.ignoresSigterm);
  const simulator = await open(knobs);
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
  if (knobs.crashAfterMs !== undefined) setTimeout(crash, knobs.crashAfterMs);
}

const COMPUTE =
  'id=cpu library=cpu compute="" name=cpu description=cpu libdirs=ollama driver="" pci_id="" type="" ' +
  'total="23.5 GiB" available="22.6 GiB"';

const CRASH = [
  "panic: runtime error: invalid memory address or nil pointer dereference",
  "[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x135c3c0]",
  "",
  "goroutine 46 [running]:",
  "github.com/ollama/ollama/server.(*blobDownload).release(...)",
];

async function open(knobs: Knobs): Promise<Simulator> {
  const { address, registryUrl, modelsDir, keepAliveMs, contextLength } = knobs;
  const listen = `listen tcp ${toHostPort(address.host, address.port)}: bind:`;
  const host = toLoopback(address.host);
  if (!isLoopback(host)) return fail(`${listen} cannot assign requested address`);
  try {
    return await openSimulator({
      host,
      port: address.port,
      version: knobs.version,
      models: knobs.models,
      isCloudDisabled: knobs.isCloudDisabled,
      loadMs: knobs.loadMs,
      tokenMs: knobs.tokenMs,
      onAnswered: (request) => say(toRequestLine(request)),
      ...(registryUrl !== undefined && { registry: { defaultRegistryUrl: registryUrl } }),
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

function stopOnSignals(ignoresSigterm: boolean): void {
  process.on("SIGINT", () => process.exit(0));
  process.on("SIGTERM", () => {
    if (!ignoresSigterm) process.exit(0);
  });
}

function crash(): void {
  for (const line of CRASH) say(line);
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
