import type { WindowId } from "./window-id.ts";

/** Which windows are open: each from `enter` until it leaves, or its process ends. */
export interface Presence {
  /** Says that this window is open. */
  enter(): void;
  isOpen(window: WindowId): boolean;
  leave(): void;
}
