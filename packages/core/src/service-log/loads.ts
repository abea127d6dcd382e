import * as v from "valibot";
import { count, text, type DataOf } from "../shared/described.ts";
import { parseBytes, type LogLine } from "./log-line.ts";

const bufferSchema = v.object({
  /** As llama.cpp or Ollama names it: `CPU`, `CUDA0`, `CPU_Mapped`, `Vulkan_Host`. */
  device: text,
  holds: v.picklist(["weights", "cache", "compute", "output"]),
  bytes: count,
});
export type Buffer = DataOf<typeof bufferSchema>;

/** How a model was loaded into memory. */
export const loadSchema = v.object({
  /** The file of its weights: `sha256-…`. */
  blob: text,
  atMs: v.exactOptional(count),
  /** How many of its layers are on a GPU, and the line that says so. */
  layers: v.exactOptional(v.object({ onGpu: count, all: count, evidence: text })),
  /** What was needed to have all of it on the GPU, and what was free there; said until 0.11. */
  memory: v.exactOptional(v.object({ neededBytes: count, freeBytes: count })),
  /** The line that says that no layer was asked to be on the GPU: `num_gpu` is 0. */
  cpuAsked: v.exactOptional(text),
  /** Absent: it is still being loaded, or that failed. */
  isStarted: v.exactOptional(v.literal(true)),
  /** Who wrote about its memory. llama.cpp says what it took, Ollama what it planned. */
  buffersFrom: v.exactOptional(v.picklist(["llama.cpp", "ollama"])),
  buffers: v.array(bufferSchema),
});
export type Load = DataOf<typeof loadSchema>;

const MOST_LOADS = 4;

/** The loads after a line, the last one first; the same array if the line is not about one. */
export function evolveLoads(loads: readonly Load[], line: LogLine, evidence: string): readonly Load[] {
  const begun = line.kind === "event" ? beginningOf(line, evidence) : undefined;
  if (begun) {
    const [open] = loads;
    // Lines of two models that are loaded at the same time cannot be told apart.
    const others = open && !open.isStarted && open.blob !== begun.blob ? [] : loads;
    return [begun, ...others.filter(({ blob }) => blob !== begun.blob)].slice(0, MOST_LOADS);
  }
  const [open, ...earlier] = loads;
  if (!open || open.isStarted) return loads;
  const after = line.kind === "event" ? afterEvent(open, line, evidence) : afterOutput(open, line, evidence);
  return after === open ? loads : [after, ...earlier];
}

type EventLine = Extract<LogLine, { kind: "event" }>;

/** `msg="starting llama-server" cmd="… --model …"`; before 0.30 `msg="starting runner"` (recording `log-load-and-sigterm`). */
function beginningOf({ message, fields, atMs }: EventLine, evidence: string): Load | undefined {
  if (!/^starting (llama-server|runner|llama server)$/.test(message)) return undefined;
  const command = fields.get("cmd") ?? "";
  const blob = / --model .*?(sha256-[0-9a-f]{64})/.exec(command)?.[1];
  if (blob === undefined) return undefined; // it only looks for GPUs
  return {
    blob,
    ...(atMs !== undefined && { atMs }),
    ...(/ (-ngl|--n-gpu-layers) 0( |$)/.test(command) && { cpuAsked: evidence }),
    buffers: [],
  };
}

function afterEvent(load: Load, { message, fields }: EventLine, evidence: string): Load {
  if (/^(llama runner|llama-server|\w+ runner) started in /.test(message))
    return { ...load, isStarted: true };
  if (message === "loading model" && fields.get("requested") === "0") return { ...load, cpuAsked: evidence };
  if (message.startsWith("offload to ")) return afterPlan(load, fields, evidence);
  const offloaded = layersIn(message, evidence);
  if (offloaded) return { ...load, layers: offloaded };
  const holds = PLANNED.get(message);
  const bytes = parseBytes(fields.get("size"));
  const device = fields.get("device");
  if (holds === undefined || bytes === undefined || device === undefined) return load;
  if (load.buffersFrom === "llama.cpp") return load;
  // A plan may be made several times; the last one counts.
  const others = load.buffers.filter((one) => one.device !== device || one.holds !== holds);
  return { ...load, buffersFrom: "ollama", buffers: [...others, { device, holds, bytes }] };
}

/** `msg="offload to cuda" layers.requested=-1 layers.model=41 layers.offload=29 …` (llm/memory.go, until 0.11). */
function afterPlan(load: Load, fields: ReadonlyMap<string, string>, evidence: string): Load {
  const [onGpu, all] = [Number(fields.get("layers.offload")), Number(fields.get("layers.model"))];
  const neededBytes = parseBytes(fields.get("memory.required.full"));
  const freeBytes = parseBytes(fields.get("memory.available"));
  return {
    ...load,
    ...(all > 0 && onGpu >= 0 && { layers: { onGpu, all, evidence } }),
    ...(neededBytes !== undefined && freeBytes !== undefined && { memory: { neededBytes, freeBytes } }),
    ...(fields.get("layers.requested") === "0" && { cpuAsked: evidence }),
  };
}

function afterOutput(load: Load, line: LogLine, evidence: string): Load {
  if (line.kind !== "output") return load;
  const layers = layersIn(line.text, evidence);
  if (layers) return { ...load, layers };
  const [, device = "", what = "", size] = BUFFER.exec(line.text) ?? [];
  const bytes = parseBytes(size);
  const holds = TAKEN[what];
  if (bytes === undefined || holds === undefined) return load;
  const before = load.buffersFrom === "llama.cpp" ? load.buffers : [];
  const same = before.find((one) => one.device === device && one.holds === holds);
  const others = before.filter((one) => one !== same);
  const buffer = { device, holds, bytes: bytes + (same?.bytes ?? 0) };
  return { ...load, buffersFrom: "llama.cpp", buffers: [...others, buffer] };
}

/** `offloaded 20/33 layers to GPU`, of llama.cpp and of Ollama's own engine (ml/backend/ggml/ggml.go). */
function layersIn(words: string, evidence: string): Load["layers"] {
  const [, onGpu, all] = /\boffloaded (\d{1,5})\/(\d{1,5}) layers to GPU$/.exec(words) ?? [];
  return onGpu === undefined ? undefined : { onGpu: Number(onGpu), all: Number(all), evidence };
}

/** `load_tensors:          CPU model buffer size =    15.63 MiB`. */
const BUFFER =
  /^(?:llm_)?(?:load_tensors|llama_context|llama_kv_cache\w*|llama_new_context_with_model|sched_reserve): +(\S+) +(model|KV|compute|output) buffer size = +(\d+\.\d+ MiB)$/;

const TAKEN: Readonly<Record<string, Buffer["holds"]>> = {
  model: "weights",
  KV: "cache",
  compute: "compute",
  output: "output",
};

/** Of Ollama's own engine, and of its plans (ml/device.go; recording `log-load-and-sigterm` of 0.24). */
const PLANNED: ReadonlyMap<string, Buffer["holds"]> = new Map([
  ["model weights", "weights"],
  ["kv cache", "cache"],
  ["compute graph", "compute"],
]);

/** Whether a buffer is in main memory: `CPU_Mapped`, `CUDA_Host`, `AMX`. */
export const isInMainMemory = ({ device }: Pick<Buffer, "device">): boolean =>
  /^(CPU|AMX|Host|BLAS)|_Host$/i.test(device);
