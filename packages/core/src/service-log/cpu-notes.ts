import * as v from "valibot";
import { count, kind, text, type DataOf } from "../shared/described.ts";
import type { LogLine } from "./log-line.ts";

const evidence = { evidence: text, atMs: v.exactOptional(count) };

/** What Ollama says about a GPU that it does not use. The sources are the files of its repository that write the line. */
export const cpuNoteSchema = v.variant("kind", [
  kind("no-gpu", evidence),
  kind("driver-too-old", {
    device: v.exactOptional(text),
    driver: v.exactOptional(text),
    required: v.exactOptional(text),
    ...evidence,
  }),
  kind("driver-fails", { why: text, ...evidence }),
  kind("gpu-unsupported", { device: v.exactOptional(text), ...evidence }),
  kind("library-missing", evidence),
  kind("no-llama-server", evidence),
  kind("integrated-dropped", { device: v.exactOptional(text), ...evidence }),
  kind("hidden-by-setting", { setting: text, value: text, ...evidence }),
  kind("vulkan-off", evidence),
  kind("no-permission", evidence),
  kind("discovery-failed", evidence),
]);
export type CpuNote = DataOf<typeof cpuNoteSchema>;

/** What a line says about why a model may run on the CPU; mostly nothing. */
export function cpuNoteOf(line: LogLine, text: string): CpuNote | undefined {
  switch (line.kind) {
    case "event": {
      const { atMs, message, fields } = line;
      const said = { evidence: text, ...(atMs !== undefined && { atMs }) };
      return eventNote(message, fields, said) ?? wordsNote(text, said);
    }
    case "output":
      return outputNote(line.text, { evidence: text }) ?? wordsNote(text, { evidence: text });
    case "request":
      return undefined;
  }
}

type Said = { readonly evidence: string; readonly atMs?: number };

function eventNote(message: string, fields: ReadonlyMap<string, string>, said: Said): CpuNote | undefined {
  const device = fields.get("description") ?? fields.get("device");
  const aboutDevice = { ...(device !== undefined && { device }), ...said };
  switch (message) {
    case "no compatible GPUs were discovered": // discover/gpu.go, until 0.11
      return { kind: "no-gpu", ...said };
    case "inference compute": // discover/types.go (recording `log-first-start`)
      return fields.get("library") === "cpu" ? { kind: "no-gpu", ...said } : undefined;
    case "NVIDIA driver too old": // discover/cuda_compat.go; ollama#16415
      return { kind: "driver-too-old", ...aboutDevice, ...driverOf(fields) };
    case "AMD driver is too old. Update your AMD driver to enable GPU inference.": // discover/runner.go
      return { kind: "driver-too-old", ...said };
    case "old CUDA driver detected - please upgrade to a newer driver": // discover/cuda_common.go; ollama#10569
      return { kind: "driver-too-old", ...said };
    case "dropping integrated GPU; to enable, set OLLAMA_IGPU_ENABLE=1": // discover/runner.go, since 0.30
      return { kind: "integrated-dropped", ...aboutDevice };
    case "unsupported Radeon iGPU detected skipping": // discover/amd_linux.go, until 0.11
      return { kind: "integrated-dropped", ...said };
    case "experimental Vulkan support disabled.  To enable, set OLLAMA_VULKAN=1": // discover/runner.go
      return { kind: "vulkan-off", ...said };
    case "user overrode visible devices": // discover/runner.go
      return hiddenBy(fields, said);
    case "skipping CUDA device — compute capability not in compiled architectures": // discover/llama_server.go
    case "dropping ROCm device — no rocblas support for gfx target":
      return { kind: "gpu-unsupported", ...aboutDevice };
    case "failure during GPU discovery": // discover/runner.go
    case "llama-server discovery: timed out waiting for server startup": // discover/llama_server.go
      return { kind: "discovery-failed", ...said };
  }
  return prefixNote(message, said);
}

/** The lines of discover/gpu.go and discover/amd_linux.go, until 0.11. */
function prefixNote(message: string, said: Said): CpuNote | undefined {
  if (/CUDA GPU is too old|^amdgpu (too old|is not supported)/.test(message))
    return { kind: "gpu-unsupported", ...said };
  if (message.startsWith("amdgpu devices detected but permission problems block access"))
    return { kind: "no-permission", ...said };
  return message.startsWith("amdgpu detected, but no compatible rocm library found") ||
    message.startsWith("unable to verify rocm library")
    ? { kind: "library-missing", ...said }
    : undefined;
}

/** `ggml_cuda_init: failed to initialize CUDA: …`, of llama.cpp (ollama#15918, ollama#16415). */
function outputNote(words: string, said: Said): CpuNote | undefined {
  const why = /^ggml_\w+_init: failed to initialize \w+: (.+)$/.exec(words)?.[1];
  if (why === undefined) return undefined;
  return why.startsWith("CUDA driver version is insufficient")
    ? { kind: "driver-too-old", ...said }
    : { kind: "driver-fails", why, ...said };
}

/** An error that is logged by several authors (llm/llama_server.go). */
const wordsNote = (words: string, said: Said): CpuNote | undefined =>
  words.includes("llama-server binary not found") ? { kind: "no-llama-server", ...said } : undefined;

const driverOf = (fields: ReadonlyMap<string, string>) => {
  const [driver, required] = [fields.get("driver"), fields.get("required_driver")];
  return { ...(driver !== undefined && { driver }), ...(required !== undefined && { required }) };
};

/** The variables that hide GPUs; another one beside them is not the reason. */
const HIDING = /^(CUDA|HIP|ROCR|GGML_VK)_VISIBLE_DEVICES$|^GPU_DEVICE_ORDINAL$|^HSA_OVERRIDE_GFX_VERSION$/;

function hiddenBy(fields: ReadonlyMap<string, string>, said: Said): CpuNote | undefined {
  for (const [setting, value] of fields)
    if (HIDING.test(setting)) return { kind: "hidden-by-setting", setting, value, ...said };
  return undefined;
}

/** What a note is about: a later one about the same replaces it. */
export const noteKey = (note: CpuNote): string =>
  `${note.kind} ${"device" in note ? note.device : ""} ${"setting" in note ? note.setting : ""}`;
