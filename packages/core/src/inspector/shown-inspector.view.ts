import type { Recorded } from "../app/events.ts";
import type { Facts } from "../app/state.ts";
import type { StoreFailure } from "../shared/failure.ts";
import type { Entry, TimelineFilter } from "./entry.ts";
import type { MachinePaths } from "./machine-paths.ts";
import type { MadeRequest } from "./made-request.ts";
import type { Timeline } from "./timeline.ts";

/** A fact, and the states around it. */
export type Step = { readonly recorded: Recorded; readonly before: Facts; readonly after: Facts };

/** The event that is chosen: a fact with the states around it, or a reading. */
export type ChosenEvent =
  | { readonly kind: "fact"; readonly entry: Entry; readonly step: Step }
  | {
      readonly kind: "reading";
      readonly entry: Entry;
      readonly recorded: Recorded;
      /** The state then. */
      readonly after: Facts;
    }
  /** It is being read, or no longer stored. */
  | { readonly kind: "absent"; readonly seq: number };

/** What the inspector shows beside the state; `closed` while it is hidden. */
export type ShownInspector =
  | { readonly kind: "closed" }
  | { readonly kind: "failed"; readonly failure: StoreFailure }
  | OpenInspector;

export type OpenInspector = {
  readonly kind: "open";
  /** Absent: this window's own history. */
  readonly report?: { readonly atMs: number; readonly name: string };
  /** Whether earlier events are still being read. */
  readonly isReading: boolean;
  readonly filter: TimelineFilter;
  readonly timeline: Pick<Timeline, "rows" | "count" | "steps" | "indexOf" | "neighbour">;
  /** All facts, in order, and the state after them. */
  readonly facts: readonly Entry[];
  readonly last: Facts;
  readonly readingsCount: number;
  /** The size of the history when it was opened; 0 if it is in no file. */
  readonly bytes: number;
  /** The first row that the page has; absent: the last ones. */
  readonly firstRow?: number;
  /** Absent: now. */
  readonly chosen?: ChosenEvent;
  readonly machines: MachinePaths;
  readonly requests: readonly MadeRequest[];
};
