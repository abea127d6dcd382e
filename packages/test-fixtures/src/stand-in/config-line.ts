import type { ListenAddress } from "./listen-address.ts";
import { cleaned } from "./listen-address.ts";

/** The `env="map[…]"` that Ollama logs at its start: the only way to see the settings of a running server. */
export function describeConfig(
  env: Readonly<Record<string, string | undefined>>,
  { scheme, host, port }: ListenAddress,
): string {
  const address = `${scheme}://${host.includes(":") ? `[${host}]` : host}:${port}`;
  const entries = Object.entries({ ...DEFAULTS, OLLAMA_HOST: address }).map(([name, value]) => {
    const given = name === "OLLAMA_HOST" ? "" : cleaned(env[name]);
    return `${name}:${given === "" ? value : given}`;
  });
  return `map[${entries.join(" ")}]`;
}

const DEFAULTS: Readonly<Record<string, string>> = {
  CUDA_VISIBLE_DEVICES: "",
  HTTPS_PROXY: "",
  HTTP_PROXY: "",
  NO_PROXY: "",
  OLLAMA_CONTEXT_LENGTH: "0",
  OLLAMA_DEBUG: "INFO",
  OLLAMA_FLASH_ATTENTION: "false",
  OLLAMA_GPU_OVERHEAD: "0",
  OLLAMA_HOST: "",
  OLLAMA_KEEP_ALIVE: "5m0s",
  OLLAMA_KV_CACHE_TYPE: "",
  OLLAMA_LOAD_TIMEOUT: "5m0s",
  OLLAMA_MAX_LOADED_MODELS: "0",
  OLLAMA_MAX_QUEUE: "512",
  OLLAMA_MAX_TRANSFER_STREAMS: "4",
  OLLAMA_MODELS: "/home/user/.ollama/models",
  OLLAMA_NOPRUNE: "false",
  OLLAMA_NO_CLOUD: "false",
  OLLAMA_NUM_PARALLEL: "1",
  OLLAMA_ORIGINS: "[http://localhost https://localhost http://localhost:* https://localhost:*]",
  OLLAMA_SCHED_SPREAD: "false",
};
