import type { AskedOf } from "./find-asked.ts";

/** The last requests that all windows have sent to an Ollama. */
export interface AskedRequests {
  readonly of: AskedOf;
}
