import { DEFAULT_ENDPOINT, type Endpoint } from "../hosts/endpoint.ts";
import { hostIdOf } from "../hosts/host.ts";

/** The host that most histories are about. */
export const host = hostIdOf(DEFAULT_ENDPOINT);

/** The usual Ollama on this machine is watched. */
export const pointed = {
  type: "service.pointed",
  host,
  endpoint: DEFAULT_ENDPOINT,
  isRemote: false,
  isDemo: false,
} as const;

/** Another Ollama is watched. */
export const at = (endpoint: Endpoint) => ({ ...pointed, host: hostIdOf(endpoint), endpoint });

/** It runs, and is ours. */
export const running = { type: "service.running", host, version: "0.33.0", control: "ours" } as const;
