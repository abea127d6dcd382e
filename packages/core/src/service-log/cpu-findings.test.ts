import { recording, versions } from "@paddock/test-fixtures";
import { assert, describe, expect, it } from "vitest";
import { cpuFindings } from "./cpu-findings.ts";
import { describeLines } from "./description.ts";

const findings = (...lines: readonly string[]) => cpuFindings(describeLines(lines));
const kinds = (...lines: readonly string[]) => findings(...lines).map(({ kind }) => kind);

const BLOB = `sha256-${"a".repeat(64)}`;
const NO_GPU =
  'time=2026-09-30T01:19:15.478Z level=INFO source=types.go:50 msg="inference compute" id=cpu library=cpu compute="" name=cpu description=cpu libdirs=ollama driver="" pci_id="" type="" total="15.7 GiB" available="6.0 GiB"';
/** The form of discover/types.go at 0.35. */
const gpu = (
  description: string,
  { total = "8.0 GiB", available = "7.6 GiB", type = "discrete" } = {},
): string =>
  `time=2026-10-02T09:00:05.000Z level=INFO source=types.go:32 msg="inference compute" id=0 filter_id=0 library=CUDA compute=8.9 name=CUDA0 description="${description}" libdirs=ollama,cuda_v13 driver=13.0 pci_id=0000:01:00.0 type=${type} total="${total}" available="${available}"`;
const event = (message: string, fields = "", level = "WARN"): string =>
  `time=2026-10-02T09:00:04.000Z level=${level} source=x.go:1 msg="${message}" ${fields}`;
const load = (command = ""): string =>
  event(
    "starting llama-server",
    `cmd="/lib/ollama/llama-server --model /m/blobs/${BLOB} -np 1${command}"`,
    "INFO",
  );

describe.each(versions)("Ollama %s on a machine without a GPU", (version) => {
  it.each(["log-first-start", "log-load-and-sigterm"])(
    "finds none, and says no more (recording %s)",
    (name) => {
      const found = recording(version, name);
      assert(found.kind === "log");
      expect(findings(...found.log)).toMatchObject([
        { kind: "no-gpu", evidence: expect.stringContaining("library=cpu") },
      ]);
    },
  );
});

describe("why a model runs on the CPU", () => {
  it.each<[string, string, object]>([
    [
      "a driver that is too old (discover/cuda_compat.go; ollama#16415)",
      event(
        "NVIDIA driver too old",
        'device="NVIDIA GeForce GTX 1070 Ti" compute=6.1 driver=535 required_driver="570 or newer"',
      ),
      {
        kind: "driver-too-old",
        device: "NVIDIA GeForce GTX 1070 Ti",
        driver: "535",
        required: "570 or newer",
      },
    ],
    [
      "a driver that is too old for CUDA (llama.cpp; ollama#16415)",
      "ggml_cuda_init: failed to initialize CUDA: CUDA driver version is insufficient for CUDA runtime version",
      { kind: "driver-too-old" },
    ],
    [
      "an AMD driver that is too old (discover/runner.go)",
      event("AMD driver is too old. Update your AMD driver to enable GPU inference."),
      { kind: "driver-too-old" },
    ],
    [
      "a driver that was updated without a restart (llama.cpp; ollama#15918)",
      "ggml_cuda_init: failed to initialize CUDA: forward compatibility was attempted on non supported HW",
      { kind: "driver-fails", why: "forward compatibility was attempted on non supported HW" },
    ],
    [
      "an integrated GPU (discover/runner.go of 0.35)",
      'time=2026-09-30T01:19:15.477Z level=INFO source=runner.go:405 msg="dropping integrated GPU; to enable, set OLLAMA_IGPU_ENABLE=1" id=0 library=Vulkan compute=0.0 name=Vulkan0 description="Intel(R) Iris(R) Xe Graphics" pci_id=""',
      { kind: "integrated-dropped", device: "Intel(R) Iris(R) Xe Graphics" },
    ],
    [
      "an integrated GPU (discover/amd_linux.go until 0.11)",
      event("unsupported Radeon iGPU detected skipping", 'id=0 total="512.0 MiB"', "INFO"),
      { kind: "integrated-dropped" },
    ],
    [
      "a missing library (discover/amd_linux.go until 0.11)",
      event(
        "amdgpu detected, but no compatible rocm library found.  Either install rocm v6, or follow manual install instructions at https://github.com/ollama/ollama/blob/main/docs/linux.md#manual-install",
      ),
      { kind: "library-missing" },
    ],
    [
      "a missing llama-server (llm/llama_server.go)",
      event(
        "NewLlamaServer failed",
        `error="llama-server binary not found (checked: /usr/lib/ollama/llama-server). Run 'cmake -S llama/server --preset cpu && cmake --build --preset cpu' first"`,
        "INFO",
      ),
      { kind: "no-llama-server" },
    ],
    [
      "a GPU that is too old (discover/gpu.go until 0.11)",
      event("[0] CUDA GPU is too old. Compute Capability detected: 3.5", "", "INFO"),
      { kind: "gpu-unsupported" },
    ],
    [
      "a GPU without kernels (discover/amd_windows.go until 0.11)",
      event("amdgpu is not supported (supported types:[gfx1030 gfx1100])", "gpu_type=gfx1103 gpu=0"),
      { kind: "gpu-unsupported" },
    ],
    [
      "a GPU without kernels (discover/llama_server.go)",
      event("dropping ROCm device — no rocblas support for gfx target", "device=ROCm0 gfx_target=gfx1103"),
      { kind: "gpu-unsupported", device: "ROCm0" },
    ],
    [
      "missing permission (discover/amd_linux.go until 0.11)",
      event("amdgpu devices detected but permission problems block access: open /dev/kfd: permission denied"),
      { kind: "no-permission" },
    ],
    [
      "a variable that hides GPUs (discover/runner.go)",
      event("user overrode visible devices", "CUDA_VISIBLE_DEVICES=-1"),
      { kind: "hidden-by-setting", setting: "CUDA_VISIBLE_DEVICES", value: "-1" },
    ],
    [
      "Vulkan, which is off (discover/runner.go)",
      event("experimental Vulkan support disabled.  To enable, set OLLAMA_VULKAN=1", "", "INFO"),
      { kind: "vulkan-off" },
    ],
    [
      "a search for GPUs that took too long (discover/llama_server.go)",
      event(
        "llama-server discovery: timed out waiting for server startup",
        'error="context deadline exceeded"',
      ),
      { kind: "discovery-failed" },
    ],
  ])("is %s", (_what, line, expected) => {
    expect(findings(line, NO_GPU)).toMatchObject([{ ...expected, evidence: line.slice(0, 300) }]);
  });

  it("is not a GPU that is used in another way", () => {
    const used = gpu("NVIDIA GB10");
    const skipped = event(
      "skipping CUDA device — compute capability not in compiled architectures",
      'device="NVIDIA GB10" cc=1210 archs="[750 800]"',
      "INFO",
    );
    const hidden = event("user overrode visible devices", "CUDA_VISIBLE_DEVICES=0");
    expect(kinds(skipped, hidden, used)).toEqual([]);
    expect(kinds(skipped, NO_GPU)).toEqual(["gpu-unsupported"]);
  });

  it("is a second GPU that is not used", () => {
    const dropped = event(
      "dropping integrated GPU; to enable, set OLLAMA_IGPU_ENABLE=1",
      'description="AMD Radeon 780M"',
      "INFO",
    );
    expect(kinds(dropped, gpu("NVIDIA GeForce RTX 4070"))).toEqual(["integrated-dropped"]);
  });

  it("is the layers that did not fit (llama.cpp, ml/backend/ggml/ggml.go)", () => {
    const words = "offloaded 20/33 layers to GPU";
    for (const line of [`load_tensors: ${words}`, event(words, "at=1", "INFO")])
      expect(findings(gpu("A"), load(), line)).toMatchObject([
        { kind: "partly-on-cpu", blob: BLOB, onGpu: 20, all: 33, evidence: line },
      ]);
    expect(kinds(gpu("A"), load(), "load_tensors: offloaded 33/33 layers to GPU")).toEqual([]);
  });

  it("is the memory that was needed and not free (llm/memory.go until 0.11)", () => {
    const plan = event(
      "offload to cuda",
      'layers.requested=-1 layers.model=41 layers.offload=29 layers.split="" memory.available="[6.9 GiB]" memory.gpu_overhead="0 B" memory.required.full="9.6 GiB" memory.required.partial="6.8 GiB"',
      "INFO",
    );
    const begin = event(
      "starting llama server",
      `cmd="ollama runner --model /m/blobs/${BLOB} --port 1"`,
      "INFO",
    );
    expect(findings(gpu("A"), begin, plan)).toMatchObject([
      { kind: "partly-on-cpu", onGpu: 29, all: 41, memory: { neededBytes: Math.round(9.6 * 2 ** 30) } },
    ]);
  });

  it.each([
    ["in the command (llm/llama_server.go)", [load(" -ngl 0")]],
    [
      "in the plan (recording log-load-and-sigterm of 0.24)",
      [load(), event("loading model", '"model layers"=3 requested=0', "INFO")],
    ],
  ])("is num_gpu 0, %s", (_where, lines) => {
    expect(findings(gpu("A"), ...lines, "load_tensors: offloaded 0/33 layers to GPU")).toMatchObject([
      { kind: "cpu-asked", blob: BLOB },
    ]);
  });

  it("may be another program that held much of the memory when Ollama started", () => {
    expect(findings(gpu("NVIDIA GeForce RTX 4070", { available: "1.5 GiB" }))).toMatchObject([
      { kind: "held-by-others", device: "NVIDIA GeForce RTX 4070", heldBytes: 6.5 * 2 ** 30 },
    ]);
    expect(kinds(gpu("A", { available: "7.1 GiB" }))).toEqual([]);
    expect(kinds(gpu("Orin", { type: "iGPU", available: "1.1 GiB" }))).toEqual([]);
  });
});
