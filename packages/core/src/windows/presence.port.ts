import type { WindowId } from "./window-id.ts";

/** Which windows are open: each from `enter` until `leave`, or until its process ends. */
export interface Presence {
  /** Marks this window as open. */
  enter(): void;
  isOpen(window: WindowId): boolean;
  leave(): void;
}
