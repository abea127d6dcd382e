import { detailsKey } from "../../models/details-key.ts";
import { host } from "../events.ts";
import { fakeDetails, fakeModel } from "../fake-models.ts";
import { BLOB, LOAD as load, running, said, seen, STARTED, WELL, type BrokenWorld } from "./world.ts";

const up = [running] as const;
const loadError = (words: string): string => said("error loading llama server", `error="${words}"`, "ERROR");
/** Loads later, as after the fix. */
const loaded = { lines: [...WELL, STARTED] } as const;

/** Ollama runs, but models do not load. */
export const LOAD_WORLDS: Readonly<Record<string, BrokenWorld>> = {
  "no llama-server, by the log": {
    source: "ollama#16417, ollama#16535",
    events: up,
    lines: [
      ...WELL,
      said(
        "NewLlamaServer failed",
        'error="error starting llama-server: llama-server binary not found (checked: /usr/lib/ollama/llama-server)"',
      ),
    ],
    cause: "incomplete-install",
    says: "Reinstall Ollama completely",
    fix: "ollama.install-in-terminal",
    does: "terminal: brew install ollama",
    mended: loaded,
  },
  "no llama-server, by the files": {
    source: "Homebrew/homebrew-core#285917",
    events: [
      running,
      { type: "service.located", host, server: { pid: 9, executable: "/opt/homebrew/bin/ollama" } },
    ],
    machine: {
      installs: seen([
        { path: "/opt/homebrew/bin/ollama", from: "homebrew", libraries: "without-llama-server" },
      ]),
    },
    cause: "incomplete-install",
    says: "llama-server",
    fix: "ollama.install-in-terminal",
    does: "terminal: brew install ollama",
    mended: { machine: {} },
  },
  "a processor without AVX": {
    source: "ollama#10977, ollama#1603",
    events: up,
    lines: [
      ...WELL,
      "SIGILL: illegal instruction",
      loadError("llama runner process has terminated: exit status 2"),
    ],
    cause: "no-avx",
    says: "AVX",
    fix: "service.show-log",
    does: "service log",
    mended: loaded,
  },
  "too little main memory": {
    source: "ollama#2187",
    events: up,
    lines: [
      ...WELL,
      load,
      loadError("model requires more system memory (6.2 GiB) than is available (3.1 GiB)"),
    ],
    cause: "too-little-memory",
    says: "A model needed 6.7 GB of memory, and 3.3 GB were available",
    fix: "dashboard.show-part",
    does: "page: dashboard, models",
    mended: loaded,
  },
  "too little memory of the GPU": {
    source: "ollama#9782",
    events: up,
    lines: [...WELL, load, loadError("llama runner process has terminated: CUDA error: out of memory")],
    cause: "too-little-memory",
    says: "memory was too small",
    fix: "dashboard.show-part",
    does: "page: dashboard, models",
    mended: loaded,
  },
  "a runner that the system killed": {
    source: "ollama#9685, ollama#6238",
    events: up,
    lines: [...WELL, load, loadError("llama runner process has terminated: signal: killed")],
    cause: "too-little-memory",
    says: "signal: killed",
    fix: "dashboard.show-part",
    does: "page: dashboard, models",
    mended: loaded,
  },
  "a kind of model that this version does not know": {
    source: "ollama#15508, ollama#5369",
    events: up,
    lines: [
      ...WELL,
      load,
      "llama_model_load: error loading model: error loading model architecture: unknown model architecture: 'gemma4'",
      loadError("llama-server process has terminated: exit status 1"),
    ],
    cause: "model-too-new",
    says: "gemma4",
    fix: "ollama.install",
    does: "website: https://ollama.com/download",
    mended: loaded,
  },
  "a damaged model": {
    source: "recording load-fails-truncated-file",
    events: up,
    lines: [...WELL, load, loadError("tensor offset+size (1080448) exceeds file size (1048576)")],
    cause: "model-damaged",
    says: "damaged",
    fix: "dashboard.show-part",
    does: "page: dashboard, models",
    mended: loaded,
  },
  "a missing layer": {
    source: "recording load-fails-missing-file",
    events: [
      running,
      { type: "models.listed", host, models: [fakeModel("pony")] },
      {
        type: "models.described",
        host,
        key: detailsKey(fakeModel("pony")),
        details: fakeDetails({ modelfile: `FROM /m/blobs/${BLOB}\n` }),
      },
    ],
    lines: [...WELL, loadError(`open /m/blobs/${BLOB}: no such file or directory`)],
    cause: "model-damaged",
    says: "Download the model again",
    fix: "download.request",
    does: "download.requested",
    mended: loaded,
  },
  "too many open files": {
    source: "getrlimit(2), EMFILE",
    events: up,
    lines: [...WELL, loadError("open /m/blobs/x: too many open files")],
    cause: "too-many-files",
    says: "LimitNOFILE",
    fix: "service.restart",
    does: "service.restart-requested",
    mended: loaded,
  },
  "a load that takes too long": {
    source: "ollama#8470, ollama#10969",
    events: up,
    lines: [...WELL, load, loadError("timed out waiting for llama runner to start - progress 0.00 - ")],
    cause: "load-too-slow",
    says: "OLLAMA_LOAD_TIMEOUT",
    fix: "service.show-environment-lines",
    does: "Environment Lines",
    mended: loaded,
  },
  "a runner that crashes": {
    source: "ollama#7618",
    events: up,
    lines: [
      ...WELL,
      load,
      loadError("llama runner process has terminated: signal: segmentation fault (core dumped)"),
    ],
    cause: "runner-failed",
    says: "segmentation fault",
    fix: "service.test",
    does: "test.requested",
    mended: loaded,
  },
};
