import type { DiskUsage } from "./disk-usage.ts";

/** What a window knows of the disk while its Disk tab is shown. */
export type ShownDisk =
  | { readonly kind: "closed" }
  | { readonly kind: "counting" }
  /** The models folder is on another machine, unknown, or closed to our user. */
  | { readonly kind: "out-of-reach" }
  | { readonly kind: "unreadable"; readonly detail: string }
  | { readonly kind: "counted"; readonly usage: DiskUsage };
