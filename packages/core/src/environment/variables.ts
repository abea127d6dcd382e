/** What kind of value a variable takes, by the functions with which Ollama reads it (docs/ollama.md §4.5). */
export type ValueKind =
  /** Ollama takes every text that is neither true nor false for true. */
  | { readonly kind: "flag" }
  /** `-1` or another negative number is not one: Ollama ignores it with a warning. */
  | { readonly kind: "whole"; readonly unit?: "tokens" | "bytes" }
  /** As Go writes it, `1h30m`, or a number of seconds. A negative one means for ever. */
  | { readonly kind: "duration" }
  | { readonly kind: "choice"; readonly choices: readonly string[] }
  | { readonly kind: "folder" }
  | { readonly kind: "address" }
  | { readonly kind: "text" };

/** A variable that Ollama reads. */
export type Variable = {
  readonly value: ValueKind;
  /** What Ollama takes where it is not set; absent: nothing, or it depends on the machine. */
  readonly default?: string;
  /** The first version of which it is known; absent: it was in 0.12 already. */
  readonly since?: string;
  /** The first version of which it is known that it does not read it any more. */
  readonly until?: string;
};

const flag = { kind: "flag" } as const;
const whole = { kind: "whole" } as const;
const text = { kind: "text" } as const;
const devices = { value: text } as const;
const proxy = { value: text } as const;

/**
 * The variables of `ollama serve`. Names, defaults and versions are those of the line `server config` in the recordings
 * `log-first-start` of 0.12.11, 0.24.0, 0.33.0-rc2 and the preview of 0.40; the kinds are those of docs/ollama.md §4.5.
 */
export const VARIABLES = {
  OLLAMA_HOST: { value: { kind: "address" }, default: "127.0.0.1:11434" },
  OLLAMA_MODELS: { value: { kind: "folder" }, default: "~/.ollama/models" },
  OLLAMA_KEEP_ALIVE: { value: { kind: "duration" }, default: "5m" },
  OLLAMA_CONTEXT_LENGTH: { value: { kind: "whole", unit: "tokens" }, default: "0" },
  OLLAMA_NUM_PARALLEL: { value: whole, default: "1" },
  OLLAMA_MAX_LOADED_MODELS: { value: whole, default: "0" },
  OLLAMA_MAX_QUEUE: { value: whole, default: "512" },
  OLLAMA_LOAD_TIMEOUT: { value: { kind: "duration" }, default: "5m" },
  OLLAMA_FLASH_ATTENTION: { value: flag, default: "false" },
  OLLAMA_KV_CACHE_TYPE: { value: { kind: "choice", choices: ["f16", "q8_0", "q4_0"] }, default: "f16" },
  OLLAMA_GPU_OVERHEAD: { value: { kind: "whole", unit: "bytes" }, default: "0" },
  OLLAMA_SCHED_SPREAD: { value: flag, default: "false" },
  OLLAMA_IGPU_ENABLE: { value: flag, since: "0.33" },
  OLLAMA_VULKAN: { value: flag },
  OLLAMA_LLM_LIBRARY: { value: text },
  OLLAMA_LIBRARY_PATH: { value: text },
  LLAMA_ARG_FIT: { value: { kind: "choice", choices: ["on", "off"] }, since: "0.33" },
  LLAMA_ARG_FIT_TARGET: { value: text, since: "0.33" },
  OLLAMA_ORIGINS: { value: text },
  OLLAMA_NOPRUNE: { value: flag, default: "false" },
  OLLAMA_MAX_TRANSFER_STREAMS: { value: whole, default: "4", since: "0.24" },
  OLLAMA_NO_CLOUD: { value: flag, default: "false", since: "0.24" },
  OLLAMA_CLOUD_BASE_URL: { value: text },
  OLLAMA_REMOTES: { value: text, default: "ollama.com" },
  OLLAMA_DEBUG: { value: { kind: "choice", choices: ["0", "1", "2", "false", "true"] }, default: "0" },
  OLLAMA_DEBUG_LOG_REQUESTS: { value: flag, default: "false", since: "0.24" },
  OLLAMA_GO_TEMPLATE: { value: flag, default: "true", since: "0.33" },
  OLLAMA_AUTH: { value: flag, default: "false" },
  OLLAMA_NEW_ENGINE: { value: flag, default: "false", until: "0.33" },
  OLLAMA_MULTIUSER_CACHE: { value: flag, default: "false", until: "0.33" },
  OLLAMA_NOHISTORY: { value: flag, default: "false" },
  OLLAMA_EDITOR: { value: text, since: "0.24" },
  HTTPS_PROXY: proxy,
  HTTP_PROXY: proxy,
  NO_PROXY: proxy,
  CUDA_VISIBLE_DEVICES: devices,
  HIP_VISIBLE_DEVICES: devices,
  ROCR_VISIBLE_DEVICES: devices,
  GGML_VK_VISIBLE_DEVICES: devices,
  GPU_DEVICE_ORDINAL: devices,
  HSA_OVERRIDE_GFX_VERSION: { value: text },
} as const satisfies Readonly<Record<string, Variable>>;

export type VariableName = keyof typeof VARIABLES;

/** In the order in which they are offered: the useful ones first. */
export const VARIABLE_NAMES = Object.keys(VARIABLES).filter((name) => isVariable(name));

export function isVariable(name: string): name is VariableName {
  return Object.hasOwn(VARIABLES, name);
}

/** Whether a shell, a unit and a Compose file can all name a variable like this (POSIX, "Name"). */
export const isPossibleName = (name: string): boolean => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);

export const variableOf = (name: VariableName): Variable => VARIABLES[name];

/** A value as Ollama takes it: without the spaces and quotes around it. */
export const trimmedValue = (value: string): string => value.trim().replaceAll(/^["']+|["']+$/g, "");
