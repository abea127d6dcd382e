import { hostFacts, type AppState } from "../app/state.ts";
import { isRunning } from "./service.ts";
import { ourProcess, type ProcessIdentity } from "./owner.ts";

/** Whether the watched Ollama is running. */
export const isServiceRunning = (state: AppState): boolean => isRunning(hostFacts(state).service);

/** Our own process; `before` while the situation of the service is unknown. */
export function ownProcess(
  state: AppState,
  before: ProcessIdentity | undefined,
): ProcessIdentity | undefined {
  const { situation, owner } = hostFacts(state).service;
  return situation.kind === "unknown" ? before : ourProcess(owner);
}
