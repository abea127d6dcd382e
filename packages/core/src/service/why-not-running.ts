import type { Refusal } from "../shared/decision.ts";
import { isRunning, missingIn, type Service } from "./service.ts";

/** Why there is no address of Ollama. */
export function whyNoHost({ endpoint, situation }: Service): Refusal | undefined {
  if (situation.kind === "misconfigured") return { reason: "bad-host", problem: situation.problem };
  return endpoint ? undefined : { reason: "no-host" };
}

/** Why Ollama cannot be asked for anything. */
export function whyNotRunning(service: Service): Refusal | undefined {
  const { situation } = service;
  if (isRunning(service)) return undefined;
  if (situation.kind === "misconfigured") return whyNoHost(service);
  return situation.kind === "not-installed"
    ? { reason: "no-program", missing: missingIn(situation) }
    : { reason: "not-running" };
}
