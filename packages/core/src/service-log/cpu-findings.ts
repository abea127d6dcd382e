import type { CpuNote } from "./cpu-notes.ts";
import type { Description } from "./description.ts";
import { isGpu, type Device } from "./devices.ts";
import type { Load } from "./loads.ts";

/** Why models run on the CPU, or a part of one does; each with the line that says so. */
export type CpuFinding =
  | CpuNote
  | {
      readonly kind: "held-by-others";
      readonly device: string;
      readonly heldBytes: number;
      readonly totalBytes: number;
      readonly evidence: string;
    }
  | {
      readonly kind: "partly-on-cpu";
      readonly blob: string;
      readonly atMs?: number;
      readonly onGpu: number;
      readonly all: number;
      readonly memory?: NonNullable<Load["memory"]>;
      readonly evidence: string;
    }
  | { readonly kind: "cpu-asked"; readonly blob: string; readonly atMs?: number; readonly evidence: string };

/** The findings of a log; the most telling one first. */
export function cpuFindings({ devices, loads, notes }: Description): readonly CpuFinding[] {
  const gpus = devices.filter(isGpu);
  const isGpuUsed = gpus.length > 0;
  const explained = notes.filter((note) => note.kind !== "no-gpu" && tells(note, gpus));
  const isUnexplained = explained.length === 0 && !isGpuUsed;
  return [
    ...(isUnexplained ? notes.filter(({ kind }) => kind === "no-gpu").slice(0, 1) : explained),
    ...(isGpuUsed ? loads.flatMap((load) => findingOf(load) ?? []) : []),
    ...gpus.flatMap((device) => heldIn(device) ?? []),
  ];
}

/** Whether a note is a reason: much of it is also said about a GPU that is used in another way. */
function tells(note: CpuNote, gpus: readonly Device[]): boolean {
  switch (note.kind) {
    case "no-gpu":
    case "hidden-by-setting":
    case "vulkan-off":
    case "library-missing":
    case "discovery-failed":
      return gpus.length === 0;
    case "driver-too-old":
    case "gpu-unsupported":
    case "integrated-dropped":
      return note.device === undefined
        ? gpus.length === 0
        : gpus.every(({ label, name }) => label !== note.device && name !== note.device);
    case "driver-fails":
    case "no-llama-server":
    case "no-permission":
      return true;
  }
}

function findingOf({ blob, atMs, layers, memory, cpuAsked }: Load): CpuFinding | undefined {
  const about = { blob, ...(atMs !== undefined && { atMs }) };
  if (cpuAsked !== undefined) return { kind: "cpu-asked", ...about, evidence: cpuAsked };
  if (!layers || layers.onGpu >= layers.all) return undefined;
  return { kind: "partly-on-cpu", ...about, ...layers, ...(memory && { memory }) };
}

const MUCH = 0.25;
const MUCH_BYTES = 2 ** 30;

/**
 * At its start Ollama has nothing on a GPU, so what is not available then is held by others. What shares main memory is
 * held by everything that runs.
 */
function heldIn(device: Device): CpuFinding | undefined {
  const { label, totalBytes, availableBytes, isIntegrated, library, evidence } = device;
  if (totalBytes === undefined || availableBytes === undefined) return undefined;
  if (isIntegrated || library.toLowerCase() === "metal") return undefined;
  const heldBytes = totalBytes - availableBytes;
  if (heldBytes < MUCH_BYTES || heldBytes < totalBytes * MUCH) return undefined;
  return { kind: "held-by-others", device: label, heldBytes, totalBytes, evidence };
}
