import type { MachineReport } from "./machine-report.ts";

/** What a window knows of its machine while its Doctor tab is shown. */
export type ShownDoctor =
  | { readonly kind: "closed" }
  | { readonly kind: "checking" }
  | {
      readonly kind: "checked";
      /** Absent: the service is on another machine, where nothing can be looked at. */
      readonly report?: MachineReport;
      readonly atMs: number;
      readonly tookMs: number;
    };
