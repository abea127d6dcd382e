import type { Place } from "../shared/message.ts";
import type { WindowId } from "./window-id.ts";

/**
 * Of all windows, the one that runs sources and machines: it alone speaks to Ollama. The others show what it records,
 * and ask it for things by recording what they want.
 */
export type Engine = { readonly window: WindowId; readonly sinceMs: number; readonly sinceSeq: number };

/** What the window that runs Ollama says of itself. */
export type EngineEvent =
  /** It has taken over. */
  | { readonly type: "engine.started"; readonly window: WindowId }
  /** It is awake: said again and again while another window waits for it or shows what it says. */
  | { readonly type: "engine.beat"; readonly window: WindowId };

/** Which window runs Ollama: the last one that has begun to. */
export const evolveEngine = (
  { window }: Extract<EngineEvent, { type: "engine.started" }>,
  { atMs, seq }: Place,
): Engine => ({ window, sinceMs: atMs, sinceSeq: seq });
