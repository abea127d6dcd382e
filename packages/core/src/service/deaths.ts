import { endOf } from "./ends.ts";
import type { ServiceEvent } from "./service-events.ts";
import type { WithoutHost } from "../hosts/host.ts";

/** So many deaths within so many milliseconds are no accident: the next start would end as the last ones. */
export const DEATHS = 3;
const WITHIN_MS = 60_000;

/** Whether a process of ours has ended by itself, or was killed: of others we see neither an exit nor a log. */
export function isDeathOfOurs(event: WithoutHost<ServiceEvent>): boolean {
  if (event.type === "service.failed") return event.failure.kind === "exited";
  if (event.type !== "service.died") return false;
  const { exit, logLines } = event.death;
  switch (endOf(exit)) {
    case "crashed":
    case "killed":
      return true;
    case "unknown":
      return logLines.length > 0;
    case "ended-by-others":
      return false;
  }
}

/** The times of the last deaths with one more. Only those that matter are kept. */
export const withDeath = (deathsMs: readonly number[], atMs: number): readonly number[] =>
  [...deathsMs, atMs].filter((earlier) => earlier > atMs - WITHIN_MS).slice(-DEATHS);
