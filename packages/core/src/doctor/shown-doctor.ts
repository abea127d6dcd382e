import type { HostId } from "../hosts/host.ts";
import type { MachineReport } from "./machine-report.ts";

/** What a window knows of its machine: it looks while its Doctor tab is shown. */
export type ShownDoctor =
  | {
      readonly kind: "closed";
      /** What it saw last, and for which host. */
      readonly last?: { readonly host: HostId; readonly report: MachineReport };
    }
  | { readonly kind: "checking" }
  /** The machine could not be looked at; `detail` is the reason. */
  | { readonly kind: "failed"; readonly detail: string }
  | {
      readonly kind: "checked";
      /** Absent: the service is on another machine, where nothing can be looked at. */
      readonly report?: MachineReport;
      readonly atMs: number;
      readonly tookMs: number;
    };
