import { DEFAULT_ENDPOINT, type Endpoint } from "../hosts/endpoint.ts";
import { hostIdOf } from "../hosts/host.ts";

/** The host of most histories. */
export const host = hostIdOf(DEFAULT_ENDPOINT);

/** The default Ollama on this machine is watched. */
export const pointed = {
  type: "service.pointed",
  host,
  endpoint: DEFAULT_ENDPOINT,
  isRemote: false,
  isDemo: false,
} as const;

/** The Ollama at another endpoint is watched. */
export const at = (endpoint: Endpoint) => ({ ...pointed, host: hostIdOf(endpoint), endpoint });

/** The service runs and was started by us. */
export const running = {
  type: "service.running",
  host,
  version: "0.33.0",
  owner: { kind: "paddock" },
} as const;
