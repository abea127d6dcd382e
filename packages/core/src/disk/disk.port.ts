import type { ShownDisk } from "./shown-disk.ts";

/** What the Disk tab of this window shows. */
export interface Disk {
  shown(): ShownDisk;
  /** Counts again, if the tab is shown. */
  count(): void;
}
