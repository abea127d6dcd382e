import type { ShownLog } from "../service-log/shown-log.ts";
import type { MemoryHistory } from "./memory-history.ts";

/** What a window shows of Ollama's activity: its log while the tab is open, and what was in memory. */
export type ShownActivity = { readonly log: ShownLog; readonly memory: MemoryHistory };
