import * as v from "valibot";
import { count, news, reading, type DataOf, type EventOf } from "../shared/described.ts";
import type { Position } from "../shared/message.ts";
import { windowIdSchema as window } from "./window-id.ts";

/**
 * The one window that runs sources and machines: it alone sends requests to Ollama. The other windows show what it
 * records, and send it requests by recording events.
 */
export const leaderSchema = v.object({ window, sinceMs: count, sinceSeq: count });
type Leader = DataOf<typeof leaderSchema>;

export const LEADER_FACTS = [news("leader.elected", { window })] as const;
export const LEADER_READINGS = [
  /** A heartbeat: repeated while another window waits for the leader or shows its state. */
  reading("leader.beat", { window }),
] as const;
export type LeaderEvent = EventOf<typeof LEADER_FACTS | typeof LEADER_READINGS>;

export const evolveLeader = (
  { window: elected }: EventOf<typeof LEADER_FACTS>,
  { atMs, seq }: Position,
): Leader => ({ window: elected, sinceMs: atMs, sinceSeq: seq });
