import * as v from "valibot";
import { hostIdSchema as host, type HostId } from "../hosts/host.ts";
import { processIdentitySchema } from "../service/owner.ts";
import { accept, refuse, type Decision } from "../shared/decision.ts";
import { count, fact, reading, text, type DataOf, type EventOf } from "../shared/described.ts";
import type { WithoutHost } from "../hosts/host.ts";

/** A process that holds a loaded model, and whose Ollama has ended without it (recording `processes-sigkill`). */
export const orphanSchema = v.object({
  process: processIdentitySchema,
  /** The main memory that it holds. */
  memoryBytes: count,
  /** The name of the file with its model's weights. */
  blob: text,
});
export type Orphan = DataOf<typeof orphanSchema>;

export const ORPHANS_FACTS = [
  /** The person wants these processes to be ended. */
  fact("orphans.end-requested", { host, pids: v.array(count) }),
] as const;

export const ORPHANS_READINGS = [reading("orphans.found", { host, orphans: v.array(orphanSchema) })] as const;

export type OrphansEvent = EventOf<typeof ORPHANS_FACTS> | EventOf<typeof ORPHANS_READINGS>;

export type OrphansCommand = {
  readonly type: "orphans.end";
  readonly host: HostId;
  /** Those that were shown; absent: all that are known now. */
  readonly pids?: readonly number[];
};

export const pidsOf = (orphans: readonly Orphan[]): readonly number[] =>
  orphans.map(({ process }) => process.pid);

/** Only those that the person was shown are ended. */
export function decideOrphans(
  orphans: readonly Orphan[],
  { pids: shown }: Pick<OrphansCommand, "pids">,
): Decision<WithoutHost<OrphansEvent>> {
  const pids = pidsOf(orphans).filter((pid) => shown?.includes(pid) ?? true);
  return pids.length === 0
    ? refuse({ reason: "no-orphans" })
    : accept({ type: "orphans.end-requested", pids });
}

export const memoryOf = (orphans: readonly Orphan[]): number =>
  orphans.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0);
