import { join } from "node:path";
import { systemClock } from "../clock.ts";
import { createRandom } from "../random.ts";
import { createDiskFolder } from "./blobs/disk-folder.ts";
import type { Folder, FolderOptions, Space } from "./blobs/folder.ts";
import { createMemoryFolder } from "./blobs/memory-folder.ts";
import { OLLAMA_PART_SIZES } from "./blobs/parts.ts";
import { prune } from "./blobs/prune.ts";
import { createLibrary } from "./library.ts";
import { DEFAULT_HOST } from "./model/names.ts";
import type { Ollama } from "./ollama.ts";
import type { SimulatorOptions } from "./options.ts";
import { startProcess, type Process, type StopSignal } from "./process.ts";
import type { Chances } from "./pull/chances.ts";
import type { RegistryUrls } from "./pull/manifest.ts";
import type { LayerUse } from "./pull/layer-uses.ts";
import { BUILT_IN_RECOMMENDATIONS } from "./recommendations.ts";
import { Runners } from "./runners.ts";
import { loadModels, saveModels } from "./saved-state.ts";
import { hasFeature } from "./features.ts";

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

/** Creates an Ollama. Models that an earlier one left in `dataDir` take precedence over `models`. */
export function createOllama(options: SimulatorOptions, onPanic: () => void): OllamaWithProcess {
  const {
    version = "0.33.0-rc2",
    clock = systemClock,
    dataDir,
    loadMs = 0,
    keepAliveMs = 5 * 60_000,
  } = options;
  const modelsPath = options.modelsPath ?? dataDir ?? "/home/user/.ollama/models";
  const disk = { freeBytes: options.diskBytes ?? Number.POSITIVE_INFINITY };
  const folder = createFolder(dataDir, {
    shownPath: `${modelsPath}/blobs`,
    space: disk,
    now: () => clock.now(),
  });
  const models = loadModels(dataDir) ?? options.models ?? [];
  const onChanged = (): void => saveModels(dataDir, library.list());
  const library = createLibrary({ models, clock, folder, onChanged });
  const runners = new Runners(clock, { loadMs, keepAliveMs });
  const chances = { cancelLingers: 0, stopForgets: 1, ...options.chances };
  const layerUses: LayerUse[] = [];
  const has: Ollama["has"] = (feature) => hasFeature(version, feature);
  const random = createRandom(options.seed ?? 1);
  const {
    partSizes = OLLAMA_PART_SIZES,
    onLog: log = () => undefined,
    onLayerUse = () => undefined,
  } = options;
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
    panic: onPanic,
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
    modelsPath,
    ...withDefaults(options),
    nextPull: () => (pulls += 1),
  };
  return {
    ollama,
    folder,
    disk,
    chances,
    layerUses,
    start() {
      if (!ollama.isPruneOff) {
        const untouchedSinceMs = has("pruneGrace") ? clock.now() - HOUR_MS : Number.POSITIVE_INFINITY;
        prune(folder, { isUsed: (digest) => library.isUsed(digest), untouchedSinceMs });
      }
      process = startProcess(settings);
    },
    stop(signal) {
      process.end(signal);
      for (const use of layerUses) use.toMs ??= clock.now();
      runners.clear();
    },
  };
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
