import * as v from "valibot";
import { count, news, reading, type DataOf, type EventOf } from "../shared/described.ts";
import type { Position } from "../shared/message.ts";
import { windowIdSchema as window } from "./window-id.ts";

/**
 * Of all windows, the one that runs sources and machines: it alone speaks to Ollama. The others show what it records,
 * and ask it for things by recording what they want.
 */
export const leaderSchema = v.object({ window, sinceMs: count, sinceSeq: count });
export type Leader = DataOf<typeof leaderSchema>;

/** What the leader says of itself. */
export const LEADER_FACTS = [
  /** It has taken over. */
  news("leader.elected", { window }),
] as const;
export const LEADER_READINGS = [
  /** It is awake: said again and again while another window waits for it or shows what it says. */
  reading("leader.beat", { window }),
] as const;
export type LeaderEvent = EventOf<typeof LEADER_FACTS | typeof LEADER_READINGS>;

/** Which window is the leader: the last one that was elected. */
export const evolveLeader = (
  { window: elected }: EventOf<typeof LEADER_FACTS>,
  { atMs, seq }: Position,
): Leader => ({ window: elected, sinceMs: atMs, sinceSeq: seq });
