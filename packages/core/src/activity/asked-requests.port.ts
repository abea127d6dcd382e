import type { AskedOf } from "./find-asked.ts";

/** The last requests that this window has sent to an Ollama. */
export interface AskedRequests {
  readonly of: AskedOf;
}
