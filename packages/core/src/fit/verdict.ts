import type { HostMemory } from "./host-memory.ts";

/** Where a model that takes so much would be, if it were alone. */
export type Verdict =
  | { readonly kind: "fits" }
  /** `share` of it would be on the GPU, from 0 to 1. */
  | { readonly kind: "partly"; readonly share: number }
  | { readonly kind: "cpu-only" }
  | { readonly kind: "too-big" }
  | { readonly kind: "unknown" };

/** What a model may take on the GPUs. */
export const usableGpuBytes = (memory: HostMemory): number => {
  switch (memory.kind) {
    case "told":
      return Math.max(0, memory.gpuBytes - memory.keptFreeBytes);
    case "seen":
      return memory.gpuBytes;
    case "unknown":
      return 0;
  }
};

/** What all models may take where they run best: on the GPUs, or in main memory if there is none. */
export const roomOf = (memory: HostMemory): number | undefined => {
  if (memory.kind !== "told") return undefined;
  return memory.gpuBytes > 0 ? usableGpuBytes(memory) : memory.mainBytes;
};

export function verdictOn(neededBytes: number, memory: HostMemory): Verdict {
  const gpu = usableGpuBytes(memory);
  if (memory.kind === "unknown") return { kind: "unknown" };
  if (memory.kind === "seen") return { kind: neededBytes <= gpu ? "fits" : "unknown" };
  const { mainBytes } = memory;
  if (gpu > 0 && neededBytes <= gpu) return { kind: "fits" };
  if (mainBytes !== undefined && neededBytes > gpu + mainBytes) return { kind: "too-big" };
  if (gpu > 0) return { kind: "partly", share: gpu / neededBytes };
  return { kind: mainBytes === undefined ? "unknown" : "cpu-only" };
}
