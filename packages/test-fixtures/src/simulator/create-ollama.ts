import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { systemClock } from "../clock.ts";
import { createRandom } from "../random.ts";
import { createDiskFolder } from "./blobs/disk-folder.ts";
import type { Folder, FolderOptions, Space } from "./blobs/folder.ts";
import { createMemoryFolder } from "./blobs/memory-folder.ts";
import { OLLAMA_PART_SIZES } from "./blobs/parts.ts";
import { prune } from "./blobs/prune.ts";
import { createLibrary, type Library } from "./library.ts";
import { DEFAULT_HOST } from "./model/names.ts";
import { runnerOrder } from "./model/runner.ts";
import type { Ollama } from "./ollama.ts";
import type { SimulatorOptions } from "./options.ts";
import { startProcess, type Process, type StopSignal } from "./process.ts";
import { DEFAULT_CHANCES, type Chances } from "./pull/chances.ts";
import type { RegistryUrls } from "./pull/manifest.ts";
import type { LayerUse } from "./pull/layer-uses.ts";
import { BUILT_IN_RECOMMENDATIONS } from "./recommendations.ts";
import { Runners } from "./runners.ts";
import { loadLibrary, saveLibrary } from "./saved-state.ts";
import { featuresOf } from "./features.ts";

/** An Ollama without a listener, and the controls of its process. */
export interface OllamaWithProcess {
  readonly ollama: Ollama;
  readonly folder: Folder;
  readonly disk: Space;
  readonly chances: Chances;
  readonly layerUses: readonly LayerUse[];
  start(): void;
  stop(signal: StopSignal): void;
}

/** Creates an Ollama. */
export function createOllama(
  options: SimulatorOptions,
  { onPanic, onDeath }: { readonly onPanic: () => void; readonly onDeath: () => void },
): OllamaWithProcess {
  const {
    version = "0.33.0-rc2",
    clock = systemClock,
    dataDir,
    loadMs = 0,
    keepAliveMs = 5 * 60_000,
    partSizes = OLLAMA_PART_SIZES,
    onLog: log = () => undefined,
    onLayerUse = () => undefined,
  } = options;
  const modelsPath = options.modelsPath ?? dataDir ?? "/home/user/.ollama/models";
  const disk = { freeBytes: options.diskBytes ?? Number.POSITIVE_INFINITY };
  const folder = createFolder(dataDir, {
    shownPath: `${modelsPath}/blobs`,
    space: disk,
    now: () => clock.now(),
  });
  const features = featuresOf(version);
  const has: Ollama["has"] = (feature) => features.has(feature);
  const defaults = withDefaults(options);
  const reading = { hasLists: has("manifestLists"), order: defaults.runnerOrder };
  const library = openLibrary(options, { clock, folder, ...reading });
  const runners = new Runners(clock, { loadMs, keepAliveMs });
  const chances = { ...DEFAULT_CHANCES, ...options.chances };
  const layerUses: LayerUse[] = [];
  const random = createRandom(options.seed ?? 1);
  const settings = {
    version,
    has,
    clock,
    folder,
    partSizes,
    random,
    chances,
    layerUses,
    onLayerUse,
    guardsRedirects: has("redirectGuard") && options.guardsRedirects === true,
    panic: onPanic,
    die: onDeath,
    log,
  };

  let process: Process = startProcess(settings);
  let pulls = 0;
  const ollama: Ollama = {
    version,
    has,
    clock,
    library,
    runners,
    get process() {
      return process;
    },
    disk,
    log,
    modelsPath,
    ...defaults,
    nextPull: () => (pulls += 1),
  };
  return {
    ollama,
    folder,
    disk,
    chances,
    layerUses,
    start() {
      pruneAtStart(ollama, folder);
      process = startProcess(settings);
    },
    stop(signal) {
      process.end(signal);
      for (const use of layerUses) use.toMs ??= clock.now();
      runners.clear();
    },
  };
}

/** Models that an earlier Ollama, perhaps of another version, left in `dataDir` take precedence over `models`. */
function openLibrary(
  { dataDir, hasLayerFiles = false, models = [] }: SimulatorOptions,
  how: Omit<Parameters<typeof createLibrary>[0], "models" | "saved" | "hasLayerFiles" | "onChanged">,
): Library {
  const saved = loadLibrary(dataDir);
  const onChanged = (): void => saveLibrary(dataDir, library.saved(), how.hasLists);
  const library = createLibrary({ ...how, models, saved, hasLayerFiles, onChanged });
  if (hasLayerFiles) onChanged();
  if (dataDir !== undefined && how.hasLists) mkdirSync(join(dataDir, "manifests-v2"), { recursive: true });
  return library;
}

function pruneAtStart({ library, has, clock, isPruneOff }: Ollama, folder: Folder): void {
  // An unreadable manifest might lead to any blob.
  if (isPruneOff || library.isCorrupt) return;
  const untouchedSinceMs = has("pruneGrace") ? clock.now() - HOUR_MS : Number.POSITIVE_INFINITY;
  prune(folder, { isUsed: (digest) => library.isUsed(digest), untouchedSinceMs });
}

const withDefaults = (options: SimulatorOptions) => ({
  registryUrls: toRegistryUrls(options.registry),
  tokenMs: options.tokenMs ?? 0,
  contextLength: options.contextLength ?? 4096,
  isCloudDisabled: options.isCloudDisabled ?? false,
  isPruneOff: options.isPruneOff ?? false,
  hashBytesPerSecond: options.hashBytesPerSecond ?? Number.POSITIVE_INFINITY,
  hasMlx: options.hasMlx ?? true,
  transferStreams: options.transferStreams ?? 4,
  runnerOrder: runnerOrder(options.isAppleSilicon ?? false),
  conversions: new Map<string, Promise<void>>(),
  conversion: options.conversion ?? "behind",
  conversionMs: options.conversionMs ?? 0,
  recommendations: options.recommendations ?? BUILT_IN_RECOMMENDATIONS,
});

const HOUR_MS = 3_600_000;

function createFolder(dataDir: string | undefined, options: FolderOptions): Folder {
  return dataDir === undefined
    ? createMemoryFolder(options)
    : createDiskFolder(join(dataDir, "blobs"), options);
}

function toRegistryUrls(registry: SimulatorOptions["registry"]): RegistryUrls {
  const { defaultRegistryUrl, huggingFaceUrl } = registry ?? {};
  return new Map([
    ...(defaultRegistryUrl === undefined ? [] : [[DEFAULT_HOST, defaultRegistryUrl] as const]),
    ...(huggingFaceUrl === undefined
      ? []
      : (["hf.co", "huggingface.co"] as const).map((host) => [host, huggingFaceUrl] as const)),
  ]);
}
