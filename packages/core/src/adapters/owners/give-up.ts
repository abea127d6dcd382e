import { setTimeout as delay } from "node:timers/promises";
import { PortError, type Exit } from "../../shared/failure.ts";
import { thisMachine } from "./machine.ts";
import type { Spawned } from "./spawn-detached.ts";

const EXIT_PATIENCE_MS = 500;

/** Ends a child that cannot be identified, or is over already; rejects with the reason. */
export async function giveUp({ child, ended }: Spawned): Promise<never> {
  const exit = await exitWithin(ended);
  if (exit) throw new PortError({ kind: "exited", exit });
  // Without an identity, it could never be stopped safely. It leads a group, in which a script may have started Ollama.
  if (child.pid === undefined || !thisMachine().signal(-child.pid, "SIGKILL")) child.kill("SIGKILL");
  await exitWithin(ended); // its log says more than we can, and is read by its end
  throw new PortError({ kind: "unexpected", detail: "the process that was started cannot be identified" });
}

const exitWithin = (ended: Promise<Exit>): Promise<Exit | undefined> =>
  Promise.race([ended, delay(EXIT_PATIENCE_MS, undefined)]);
