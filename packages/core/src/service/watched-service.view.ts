import { hostFacts, type AppState } from "../app/state.ts";
import { isRunning } from "./service.ts";
import type { ProcessIdentity } from "./service-events.ts";

/** Whether the Ollama that is watched answers. */
export const isServiceRunning = (state: AppState): boolean => isRunning(hostFacts(state).service);

/** The process that is ours to stop; `before`, while it is not known how the service is. */
export function ownProcess(
  state: AppState,
  before: ProcessIdentity | undefined,
): ProcessIdentity | undefined {
  const { situation, process } = hostFacts(state).service;
  return situation.kind === "unknown" ? before : process;
}
