import type { Machine } from "./machine.ts";
import type { Argv } from "./tool-result.ts";

/** What a tool prints; empty if it fails, as most do where there is nothing to tell. */
export async function toolOutput(machine: Machine, argv: Argv, patienceMs?: number): Promise<string> {
  const result = await machine.run(argv, patienceMs);
  return result.kind === "exited" && result.code === 0 ? result.stdout : "";
}
