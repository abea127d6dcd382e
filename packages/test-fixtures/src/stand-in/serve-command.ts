import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { openSimulator, type Simulator } from "../simulator.ts";
import { isLoopback } from "../simulator/http/loopback.ts";
import { describeConfig } from "./config-line.ts";
import { demoLoad, demoRequests } from "./demo-log.ts";
import type { StandInSettings } from "./settings.ts";
import { toLogLine, toRequestLine, type LogEntry } from "./log.ts";
import { panicLines } from "./panic.ts";
import { appendLayerUses } from "./layer-uses-file.ts";

/** `ollama serve`: listens until it is stopped, and logs to standard error. */
export async function serveCommand(
  settings: StandInSettings,
  env: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const { address, version } = settings;
  if (address.badPort !== undefined) {
    const { text, replacedBy } = address.badPort;
    log({
      level: "WARN",
      source: "config.go:51",
      message: "invalid port, using default",
      fields: `port=${text} default=${replacedBy}`,
    });
  }
  if (settings.exit !== undefined) return fail(settings.exit);
  makeFolder(settings.modelsDir);

  let simulator: Simulator | undefined;
  // Saving is synchronous, so there is nothing to wait for. Ollama does not wait for open requests either.
  stopOnSignals(settings.ignoresSigterm, () => void simulator?.pause());
  simulator = await open(settings);
  simulator.faults.httpLateMs = settings.httpLateMs;

  if (settings.hasDemoLog) for (const line of demoRequests(Date.now())) writeLog(line);
  logStart({ simulator, settings, env });
  if (settings.hasDemoLog) for (const line of demoLoad(weightsIn(simulator, settings))) writeLog(line);
  if (settings.crashAfterMs !== undefined) setTimeout(() => crash(version), settings.crashAfterMs);
}

type Start = {
  readonly simulator: Simulator;
  readonly settings: StandInSettings;
  readonly env: Readonly<Record<string, string | undefined>>;
};

function logStart({ simulator, settings, env }: Start): void {
  const { address, isCloudDisabled, version } = settings;
  const listening = `Listening on ${toHostPort(address.host, simulator.port)} (version ${version})`;
  log({
    source: "routes.go:1951",
    message: "server config",
    fields: `env=${JSON.stringify(describeConfig(env, address))}`,
  });
  log({ source: "routes.go:1953", message: `Ollama cloud disabled: ${isCloudDisabled}` });
  log({ source: "images.go:919", message: `total blobs: ${countBlobs(simulator)}` });
  log({ source: "images.go:926", message: "total unused blobs removed: 0" });
  log({ source: "routes.go:2008", message: listening });
  log({ source: "runner.go:60", message: "discovering available GPUs..." });
  log({ source: "types.go:50", message: "inference compute", fields: COMPUTE });
  log({
    source: "routes.go:2058",
    message: "vram-based default context",
    fields: 'total_vram="0 B" default_num_ctx=4096',
  });
}

/** The file of the weights of its first model that answers. */
function weightsIn({ models }: Simulator, { modelsDir = "" }: StandInSettings): string {
  const layers = models.find(({ capabilities }) => capabilities.includes("completion"))?.layers ?? [];
  const digest = layers.find(({ kind }) => kind === "model")?.digest ?? "";
  return join(modelsDir, "blobs", digest.replace(":", "-"));
}

const COMPUTE =
  'id=cpu library=cpu compute="" name=cpu description=cpu libdirs=ollama driver="" pci_id="" type="" ' +
  'total="23.5 GiB" available="22.6 GiB"';

async function open(settings: StandInSettings): Promise<Simulator> {
  const { address, modelsDir, keepAliveMs, contextLength, pulls, version } = settings;
  const { layerUsesFile, ...options } = pulls;
  const listen = `listen tcp ${toHostPort(address.host, address.port)}: bind:`;
  const host = toLoopback(address.host);
  if (!isLoopback(host)) return fail(`${listen} cannot assign requested address`);
  try {
    return await openSimulator({
      ...options,
      host,
      port: address.port,
      version,
      models: settings.models,
      isCloudDisabled: settings.isCloudDisabled,
      loadMs: settings.loadMs,
      tokenMs: settings.tokenMs,
      onAnswered: (request) => writeLog(toRequestLine(request)),
      onLog: (message, fields) =>
        log(
          fields === undefined
            ? { source: "download.go:177", message }
            : { source: "migrate.go:383", message, fields },
        ),
      onCrash: () => crash(version),
      onKilled: () => process.kill(process.pid, "SIGKILL"),
      ...(layerUsesFile !== undefined && { onLayerUse: appendLayerUses(layerUsesFile) }),
      ...(modelsDir !== undefined && { dataDir: modelsDir, hasLayerFiles: true }),
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

/** A stand-in only listens on loopback addresses, even if it should listen on all. */
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
  for (const line of panicLines(version)) writeLog(line);
  process.exit(2);
}

function countBlobs(simulator: Simulator): number {
  return new Set(simulator.models.flatMap((model) => model.layers.map((layer) => layer.digest))).size;
}

function toHostPort(host: string, port: number): string {
  return `${host.includes(":") ? `[${host}]` : host}:${port}`;
}

function log(entry: LogEntry): void {
  writeLog(toLogLine(entry));
}

function writeLog(line: string): void {
  process.stderr.write(`${line}\n`);
}

function fail(reason: string): never {
  writeLog(`Error: ${reason}`);
  process.exit(1);
}
