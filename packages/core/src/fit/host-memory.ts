import { isRunning, versionOf, type Service } from "../service/service.ts";
import { isOlderThan } from "../service/versions.ts";
import { isGpu } from "../service-log/devices.ts";
import type { Described } from "../service-log/service-log-events.ts";
import type { Fit } from "./fit-events.ts";

/** What is known of a host that its memory follows from. */
export type MemoryFacts = { readonly service: Service; readonly fit?: Fit };
export type MemoryReadings = { readonly described?: Described };

/** The memory that a host has for models, in bytes. */
export type HostMemory =
  | {
      readonly kind: "told";
      /** What was free on all GPUs when Ollama started; 0: it computes on the CPU. */
      readonly gpuBytes: number;
      /** What Ollama keeps free on the GPUs. */
      readonly keptFreeBytes: number;
      /** Absent where only the GPUs were told. */
      readonly mainBytes?: number;
    }
  /** A model of this size was all on the GPU. */
  | { readonly kind: "seen"; readonly gpuBytes: number }
  | { readonly kind: "unknown" };

/** llama.cpp keeps 1 GiB free on each device (`--fit-target`; recording `log-load-and-sigterm` of 0.33). */
const FIT_TARGET = 1_024 ** 3;

/**
 * The memory of a host: what Ollama's log told last, of whichever run; else what the setting says, or more if loads have
 * shown that; else what loads have shown.
 */
export function memoryOf({ service, fit }: MemoryFacts, { described }: MemoryReadings): HostMemory {
  const { devices = [], settings = [], mainMemoryBytes } = described?.description ?? {};
  if (devices.length === 0) return setIn(fit) ?? seenIn(fit);
  const gpus = devices.filter(isGpu);
  const sizes = devices.map(({ availableBytes, totalBytes }) => availableBytes ?? totalBytes);
  if (sizes.some((size) => size === undefined)) return setIn(fit) ?? seenIn(fit);
  const sum = (isCounted: (index: number) => boolean, mostOfEach = Infinity): number =>
    sizes.reduce<number>(
      (all, size = 0, index) => all + (isCounted(index) ? Math.min(size, mostOfEach) : 0),
      0,
    );
  const isOn = (index: number): boolean => devices.some((device, at) => at === index && isGpu(device));
  const mainBytes = gpus.length > 0 ? mainMemoryBytes : sum((index) => !isOn(index));
  const overhead = Number(settings.find(({ name }) => name === "OLLAMA_GPU_OVERHEAD")?.value ?? 0);
  const isFitted = !isRunning(service) || !isOlderThan(versionOf(service), "0.30.0");
  const kept = (isFitted ? FIT_TARGET : 0) + (overhead > 0 ? overhead : 0);
  return {
    kind: "told",
    gpuBytes: sum(isOn),
    // On a full GPU, nothing can be kept free.
    keptFreeBytes: sum(isOn, kept),
    ...(mainBytes !== undefined && { mainBytes }),
  };
}

function setIn(fit: Fit | undefined): HostMemory | undefined {
  if (!fit?.memory) return undefined;
  const { gpuBytes = 0, mainBytes } = fit.memory;
  const seen = seenIn(fit);
  const seenBytes = seen.kind === "seen" ? seen.gpuBytes : 0;
  const most = Math.max(gpuBytes, seenBytes);
  return {
    kind: "told",
    gpuBytes: most,
    // What a model has had is not kept free.
    keptFreeBytes: Math.min(FIT_TARGET, most - seenBytes),
    ...(mainBytes !== undefined && { mainBytes }),
  };
}

function seenIn(fit: Fit | undefined): HostMemory {
  const onGpu = (fit?.measured ?? []).filter(
    ({ sizeBytes, vramBytes }) => vramBytes === sizeBytes && sizeBytes > 0,
  );
  if (onGpu.length === 0) return { kind: "unknown" };
  return { kind: "seen", gpuBytes: Math.max(...onGpu.map(({ sizeBytes }) => sizeBytes)) };
}
