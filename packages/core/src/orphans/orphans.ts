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

export type OrphansCommand = { readonly type: "orphans.end"; readonly host: HostId };

export const decideOrphans = (orphans: readonly Orphan[]): Decision<WithoutHost<OrphansEvent>> =>
  orphans.length === 0
    ? refuse({ reason: "no-orphans" })
    : accept({ type: "orphans.end-requested", pids: orphans.map(({ process }) => process.pid) });

export const memoryOf = (orphans: readonly Orphan[]): number =>
  orphans.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0);
