import {
  CONFIG,
  LISTENING,
  LOAD as load,
  NO_GPU,
  RTX,
  running,
  said,
  seen,
  STARTED,
  WELL,
  type BrokenWorld,
} from "./world.ts";

const up = [running] as const;
const withGpu = { gpus: seen(["NVIDIA"]) } as const;
const onCpu = [CONFIG, LISTENING, NO_GPU];

/** Models run on the CPU. */
export const GPU_WORLDS: Readonly<Record<string, BrokenWorld>> = {
  "a GPU that Ollama does not find": {
    source: "discover/gpu.go of Ollama",
    events: up,
    lines: onCpu,
    machine: withGpu,
    cause: "gpu",
    says: "found no GPU",
    fix: "service.restart",
    mended: { lines: WELL },
  },
  "a driver that is too old": {
    source: "ollama#16415",
    events: up,
    lines: [
      ...onCpu,
      said(
        "NVIDIA driver too old",
        'device="NVIDIA GeForce GTX 1070 Ti" compute=6.1 driver=535 required_driver="570 or newer"',
        "WARN",
      ),
    ],
    machine: withGpu,
    cause: "gpu",
    says: "Update the driver",
    fix: "service.restart",
    mended: { lines: WELL },
  },
  "a driver that was updated without a restart": {
    source: "ollama#15918",
    events: up,
    lines: [...onCpu, "ggml_cuda_init: failed to initialize CUDA: unknown error"],
    machine: withGpu,
    cause: "gpu",
    says: "restart this machine",
    fix: "service.restart",
    mended: { lines: WELL },
  },
  "a variable that hides the GPU": {
    source: "discover/runner.go of Ollama",
    events: up,
    lines: [...onCpu, said("user overrode visible devices", "CUDA_VISIBLE_DEVICES=-1", "WARN")],
    machine: withGpu,
    cause: "gpu",
    says: "CUDA_VISIBLE_DEVICES",
    fix: "service.show-environment-lines",
    mended: { lines: WELL },
  },
  "an integrated GPU that Ollama leaves out": {
    source: "discover/runner.go of Ollama, since 0.30",
    events: up,
    lines: [
      ...onCpu,
      said(
        "dropping integrated GPU; to enable, set OLLAMA_IGPU_ENABLE=1",
        'id=0 library=Vulkan name=Vulkan0 description="AMD Radeon 780M"',
      ),
    ],
    machine: withGpu,
    cause: "gpu",
    says: "OLLAMA_IGPU_ENABLE=1",
    fix: "service.show-environment-lines",
    mended: { lines: WELL },
  },
  "memory of the GPU that another program holds": {
    source: "docs/gpu.md of Ollama",
    events: up,
    lines: [CONFIG, LISTENING, RTX.replace('available="11.9 GiB"', 'available="2.9 GiB"')],
    machine: withGpu,
    cause: "gpu-memory-held",
    says: "Close other programs",
    fix: "dashboard.show-part",
    mended: { lines: WELL },
  },
  "a model that is too big for the GPU": {
    source: "ollama#10739",
    events: up,
    lines: [...WELL, load, "load_tensors: offloaded 20/33 layers to GPU", STARTED],
    machine: withGpu,
    cause: "model-partly-on-cpu",
    says: "13 of 33 layers",
    fix: "dashboard.show-part",
    mended: { lines: WELL },
  },
  "num_gpu 0": {
    source: "docs/modelfile.md of Ollama, num_gpu",
    events: up,
    lines: [...WELL, load.replace("-np 1", "-np 1 -ngl 0"), STARTED],
    machine: withGpu,
    cause: "model-on-cpu-by-request",
    says: "num_gpu",
    fix: "dashboard.show-part",
    mended: { lines: WELL },
  },
};
