import { DEFAULT_ENDPOINT, originOf } from "../hosts/endpoint.ts";

/** The host that most histories are about. */
export const origin = originOf(DEFAULT_ENDPOINT);

/** The usual Ollama on this machine is looked after. */
export const pointed = {
  type: "service.pointed",
  endpoint: DEFAULT_ENDPOINT,
  isRemote: false,
  isDemo: false,
} as const;

/** It runs, and is ours. */
export const running = { type: "service.running", version: "0.33.0", control: "ours" } as const;
