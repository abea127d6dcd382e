import type { Recorded } from "../app/events.ts";
import type { RecordedHistory } from "../history/event-store.port.ts";
import type { TimelineFilter } from "./entry.ts";

/** A history that is shown instead of this window's own. */
export type OpenedReport = {
  readonly history: RecordedHistory;
  readonly atMs: number;
  readonly name: string;
};

/** An event to go to; `first` to `after` are among those that the filter leaves. */
export type Destination =
  | { readonly kind: "now" | "first" | "last" | "before" | "after" }
  | { readonly kind: "event"; readonly seq: number }
  /** The last event until then. */
  | { readonly kind: "time"; readonly atMs: number };

/** Which events are written into a file. */
export type ExportedEvents = "all" | "shown" | "selected";

/** What a person does in the inspector of a window. */
export interface Inspector {
  filter(filter: TimelineFilter): void;
  /** The first of the rows that are seen. */
  scroll(firstRow: number): void;
  go(destination: Destination): void;
  /** In order. Rejects with `PortError` of a `StoreFailure`. */
  events(which: ExportedEvents): Promise<readonly Recorded[]>;
  openReport(report: OpenedReport): void;
  closeReport(): void;
}
